import { errorCodeOf } from "#app/core/error-code.ts";
import type { Backend } from "./backend.ts";
import { EXIT, type Failure, failure } from "./failure.ts";

/** A server that keeps the tasks. `token` is null while nobody is signed in. */
export function openServerBackend(server: string, token: string | null): Backend {
	let zone: Promise<string> | undefined;
	const backend: Backend = {
		location: server,
		async send(path, init = {}) {
			const headers = new Headers(init.headers);
			if (token !== null) headers.set("authorization", `Bearer ${token}`);
			headers.set("user-agent", "tend-console");
			let response: Response;
			try {
				// What a redirect would make of the method and the token is not for us to guess.
				response = await fetch(new URL(path, server), { ...init, headers, redirect: "manual" });
			} catch (error) {
				throw unreachable(server, error);
			}
			if (response.status >= 300 && response.status < 400 && response.status !== 304) {
				throw failure(
					EXIT.noConnection,
					`${server} sends us on to ${response.headers.get("location")}. Sign in there: tend login URL`,
				);
			}
			return response;
		},
		timeZone() {
			zone ??= timeZoneOf(backend);
			return zone;
		},
	};
	return backend;
}

async function timeZoneOf(backend: Backend): Promise<string> {
	const response = await backend.send("/api/auth/me");
	if (!response.ok) return Intl.DateTimeFormat().resolvedOptions().timeZone;
	return ((await response.json()) as { timeZone: string }).timeZone;
}

/** The origin of an address as people type it. Throws a `Failure`. */
export function originOf(text: string): string {
	const url = URL.parse(/^https?:\/\//i.test(text) ? text : `${schemeFor(text)}://${text}`);
	if (!url?.hostname)
		throw failure(
			EXIT.usage,
			`${JSON.stringify(text)} is not an address like https://tend.example.com.`,
		);
	return url.origin;
}

function schemeFor(host: string): string {
	return /^(?:localhost|127\.|\[::1\])/.test(host) ? "http" : "https";
}

const REASONS: Record<string, string> = {
	ECONNREFUSED: "nobody answers there",
	ENOTFOUND: "there is no such host",
	EAI_AGAIN: "the name cannot be looked up; are you online?",
	ECONNRESET: "the connection broke off",
	UND_ERR_SOCKET: "the connection broke off",
	ETIMEDOUT: "it took too long",
	UND_ERR_CONNECT_TIMEOUT: "it took too long",
	UND_ERR_HEADERS_TIMEOUT: "it took too long",
	TimeoutError: "it took too long",
};

function unreachable(server: string, error: unknown): Failure {
	const cause = error instanceof Error && error.cause ? error.cause : error;
	const code = cause instanceof DOMException ? cause.name : errorCodeOf(cause);
	return failure(
		EXIT.noConnection,
		`Cannot reach ${server}: ${REASONS[code] ?? (error as Error).message}.`,
	);
}
