// The world outside, for tests that run inside workerd: tests/stand-ins has its other half.
import { env } from "cloudflare:workers";
import { inject } from "vitest";
import type { Received } from "./stand-ins/http.ts";
import type { ReceivedMail } from "./stand-ins/smtp.ts";

/** Of a P-256 key that is good for nothing else. */
export const VAPID_PRIVATE_KEY = "CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk";

/**
 * A server that may talk to the stand-ins, with other settings where a test needs them. What it puts
 * into the queue is kept here: it would come into the next test.
 */
export function outsideEnv(settings: Record<string, string> = {}) {
	const wakeUps: unknown[] = [];
	const world = {
		...env,
		APP_URL: "https://tend.example.com",
		ALLOW_PRIVATE_NETWORK: "1",
		VAPID_PRIVATE_KEY,
		SMTP_URL: smtpUrl("plain"),
		MAIL_FROM: "Tend <tend@example.com>",
		...settings,
		EVENTS: { sendBatch: async (messages: unknown[]) => wakeUps.push(...messages) },
		wakeUps,
	};
	return world as unknown as Env & { wakeUps: unknown[] };
}

/** An address that answers as its path says; `key` is what to ask `received` for. */
export function address(path: string, key: string): string {
	const { origin } = inject("standIns");
	return `${origin}${path}${path.includes("?") ? "&" : "?"}key=${encodeURIComponent(key)}`;
}

/** What has come to addresses with that key. */
export async function received(key: string): Promise<Received[]> {
	const { origin } = inject("standIns");
	return (await fetch(`${origin}/received?key=${encodeURIComponent(key)}`)).json();
}

/** The keys of the browser behind every push address. */
export function browserKeys() {
	return inject("standIns").subscription;
}

export function smtpUrl(server: string): string {
	const url = inject("standIns").smtp[server];
	if (!url) throw new Error(`No mail server ${server}.`);
	return url;
}

export async function mailsTo(to: string): Promise<ReceivedMail[]> {
	const { mails } = inject("standIns");
	return (await fetch(`${mails}?to=${encodeURIComponent(to)}`)).json();
}
