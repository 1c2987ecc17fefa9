/**
 * Every cookie that Tend sets, and the only module that writes or reads one. Names are plain here: on
 * https workers/http/secure-cookies.ts gives each the prefix `__Host-` and the attribute `Secure`, and
 * lets in none without the prefix (RFC 6265bis, section 4.1.3.2).
 */

/** A header `Set-Cookie`, or several, as the value of `headers` in an answer. */
export type CookieHeaders = [name: "set-cookie", line: string][];

type CookieOptions = {
	sameSite: "Lax" | "Strict";
	maxAgeSeconds: number;
	/** It says nothing of the account, so signing out leaves it where it is. */
	outlivesSession?: boolean;
};

const all: Cookie[] = [];

class Cookie {
	readonly #name: string;
	readonly #options: CookieOptions;

	constructor(name: string, options: CookieOptions) {
		this.#name = name;
		this.#options = options;
		all.push(this);
	}

	get outlivesSession(): boolean {
		return this.#options.outlivesSession ?? false;
	}

	/** The value that the request brings; null for none, and for one that is not encoded as `set` does. */
	read(headers: Headers): string | null {
		const start = `${this.#name}=`;
		const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
		const pair = pairs.find((pair) => pair.startsWith(start));
		if (pair === undefined) return null;
		try {
			return decodeURIComponent(pair.slice(start.length));
		} catch (error) {
			if (error instanceof URIError) return null;
			throw error;
		}
	}

	/** The JSON that `setJson` has put there; undefined for none and for anything else. */
	readJson(headers: Headers): unknown {
		const value = this.read(headers);
		if (value === null) return undefined;
		try {
			return JSON.parse(Buffer.from(value, "base64url").toString());
		} catch (error) {
			if (error instanceof SyntaxError) return undefined;
			throw error;
		}
	}

	/** The `Set-Cookie` that gives it this value. */
	set(value: string): string {
		return this.#line(encodeURIComponent(value), this.#options.maxAgeSeconds);
	}

	/** The `Set-Cookie` that gives it a value which `readJson` reads. */
	setJson(value: unknown): string {
		return this.set(Buffer.from(JSON.stringify(value)).toString("base64url"));
	}

	/** The `Set-Cookie` that deletes it. */
	delete(): string {
		return this.#line("", 0);
	}

	#line(value: string, maxAgeSeconds: number): string {
		const { sameSite } = this.#options;
		return `${this.#name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=${sameSite}`;
	}
}

const MINUTE_SECONDS = 60;
const DAY_SECONDS = 86_400;

/** Who is signed in: app/auth/sessions/session.server.ts. */
export const sessionCookie = new Cookie("session", {
	sameSite: "Lax",
	maxAgeSeconds: 7 * DAY_SECONDS,
});

/** The message of an action, for the page after its redirect: flash.server.ts. */
export const flashCookie = new Cookie("flash", { sameSite: "Lax", maxAgeSeconds: MINUTE_SECONDS });

/** A secret that is shown once: one-time-secret.server.ts. */
export const oneTimeSecretCookie = new Cookie("once", {
	sameSite: "Strict",
	maxAgeSeconds: MINUTE_SECONDS,
});

/** How far a replica of D1 has to be to answer this browser: workers/http/replicas.ts. */
export const bookmarkCookie = new Cookie("bookmark", {
	sameSite: "Lax",
	maxAgeSeconds: MINUTE_SECONDS,
});

/** In which accounts somebody has signed in here before: app/auth/sessions/known-devices.server.ts. */
export const deviceCookie = new Cookie("device", {
	sameSite: "Lax",
	maxAgeSeconds: 365 * DAY_SECONDS,
	outlivesSession: true,
});

/** Proves that a browser sent the forms which were kept for it: app/auth/drafts/. */
export const draftCookie = new Cookie("draft", { sameSite: "Lax", maxAgeSeconds: DAY_SECONDS });

/** The headers of an answer that sets these cookies. */
export function cookieHeaders(...lines: string[]): CookieHeaders {
	return lines.map((line) => ["set-cookie", line]);
}

/** Adds them to the headers of an answer. */
export function appendCookies(headers: Headers, ...lines: string[]): void {
	for (const [name, line] of cookieHeaders(...lines)) headers.append(name, line);
}

/** The `Set-Cookie`s after which this browser has nothing of an account, or nothing but `except`. */
export function deleteAccountCookies({ except }: { except?: Cookie } = {}): string[] {
	return all
		.filter((cookie) => cookie !== except && !cookie.outlivesSession)
		.map((cookie) => cookie.delete());
}
