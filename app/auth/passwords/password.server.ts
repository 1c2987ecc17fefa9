import { randomBytes, timingSafeEqual } from "node:crypto";
import { normalizeText } from "#domain/text/normalize-text.ts";
import { inHashSlot } from "./hash-slots.server.ts";
import { scrypt } from "./scrypt.server.ts";

/**
 * OWASP Password Storage Cheat Sheet, scrypt: N=2^14, r=8, p=5, the setting whose 16 MB fit into
 * an isolate. The parameters stand in each hash, so raising them here does not lock anybody out.
 */
const CURRENT = { ln: 14, r: 8, p: 5 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;

/** Checked when there is no account, so that a missing address takes as long as a wrong password. */
const NOBODY =
	"$scrypt$ln=14,r=8,p=5$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

const PHC = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w+/-]+)\$([\w+/-]+)$/;

/**
 * A hash of the password in the PHC string format, `$scrypt$ln=14,r=8,p=5$salt$key`. Throws `RateLimited`
 * while too many passwords wait to be hashed.
 */
export async function hashPassword(password: string): Promise<string> {
	const salt = randomBytes(SALT_BYTES);
	const key = await derive(password, salt, CURRENT, KEY_BYTES);
	const { ln, r, p } = CURRENT;
	return `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString("base64url")}$${key.toString("base64url")}`;
}

/**
 * Whether the password is the one of the hash. Takes its time also for null, then answers no. Throws
 * `RateLimited` while too many passwords wait to be hashed.
 */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
	const { params, salt, key } = parse(hash ?? NOBODY);
	const candidate = await derive(password, salt, params, key.length);
	return timingSafeEqual(candidate, key) && hash !== null;
}

/** Whether the hash was made with weaker parameters than today's. */
export function isOutdated(hash: string): boolean {
	const { params } = parse(hash);
	return params.ln < CURRENT.ln || params.r < CURRENT.r || params.p < CURRENT.p;
}

function parse(hash: string) {
	const match = PHC.exec(hash);
	if (!match) throw new Error("A stored password hash is not in the PHC string format.");
	const [, ln, r, p, salt, key] = match as unknown as string[];
	return {
		params: { ln: Number(ln), r: Number(r), p: Number(p) },
		salt: Buffer.from(salt as string, "base64url"),
		key: Buffer.from(key as string, "base64url"),
	};
}

function derive(password: string, salt: Buffer, { ln, r, p }: typeof CURRENT, keyBytes: number) {
	// Unicode has several spellings for one character; keyboards differ in which they send.
	const input = { password: normalizeText(password, "NFKC"), salt, keyBytes, N: 2 ** ln, r, p };
	return inHashSlot((pause) => scrypt(input, pause));
}
