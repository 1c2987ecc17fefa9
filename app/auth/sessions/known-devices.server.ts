import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { deviceCookie } from "#app/core/cookies.server.ts";
import { DAY_MS } from "#domain/time/durations.ts";

/*
 * Browsers in which somebody has signed in to an account before, by a cookie that says so under a MAC
 * (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). It signs nobody in: all that it is
 * good for is that attempts in such a browser are counted by themselves.
 */

const KNOWN_FOR_MS = 365 * DAY_MS;
/** Of the people who share a browser, the last so many. */
const ACCOUNTS_MAX = 5;
const ID_BYTES = 16;

/** `since` in milliseconds; `mac` binds it to the account, by its address. */
const entrySchema = z.object({
	id: z.string().max(32),
	since: z.number(),
	mac: z.string().max(64),
});
const entriesSchema = z.array(entrySchema).max(ACCOUNTS_MAX);

type Entry = z.output<typeof entrySchema>;

/** `secret` is AUTH_SECRET. */
type KnownDevicesOptions = { headers: Headers; secret: string; now: Date };

/** The accounts that a request's browser is known to. */
export class KnownDevices {
	readonly #options: KnownDevicesOptions;

	constructor(options: KnownDevicesOptions) {
		this.#options = options;
	}

	/** The id of this browser at the account of that address; null when nobody has signed in to it here. */
	idFor(email: string): string | null {
		return this.#entries().find((entry) => this.#isFor(entry, email))?.id ?? null;
	}

	/** The `Set-Cookie` that makes this browser known to the account of that address, besides others. */
	remember(email: string): string {
		const entries = this.#entries();
		const known = entries.find((entry) => this.#isFor(entry, email));
		const id = known?.id ?? randomBytes(ID_BYTES).toString("base64url");
		const since = this.#options.now.getTime();
		const entry = { id, since, mac: this.#mac({ id, since }, email) };
		const others = entries.filter((other) => other !== known);
		return deviceCookie.setJson([entry, ...others].slice(0, ACCOUNTS_MAX));
	}

	#entries(): Entry[] {
		return entriesSchema.safeParse(deviceCookie.readJson(this.#options.headers)).data ?? [];
	}

	#isFor(entry: Entry, email: string): boolean {
		const age = this.#options.now.getTime() - entry.since;
		const given = Buffer.from(entry.mac);
		const expected = Buffer.from(this.#mac(entry, email));
		const isGenuine = given.length === expected.length && timingSafeEqual(given, expected);
		return isGenuine && age < KNOWN_FOR_MS;
	}

	#mac({ id, since }: Omit<Entry, "mac">, email: string): string {
		return createHmac("sha256", this.#options.secret)
			.update(["device", id, since, email.toLowerCase()].join("\n"))
			.digest("base64url");
	}
}
