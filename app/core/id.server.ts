import { createHash } from "node:crypto";
import { v7 } from "uuid";

/** A UUIDv7 (RFC 9562, section 5.7): ids made later sort later, also within one request. */
export function newId(): string {
	return v7();
}

/** The first UUIDv7 that there can be at a time: ids before it are of what was made before. */
export function firstIdAt(time: Date): string {
	const hex = time.getTime().toString(16).padStart(12, "0");
	return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** The UUID that a text stands for: always the same for the same text (RFC 9562, section 5.8). */
export function idFrom(text: string): string {
	const hex = createHash("sha256").update(text).digest("hex");
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`8${hex.slice(13, 16)}`,
		`a${hex.slice(17, 20)}`,
		hex.slice(20, 32),
	].join("-");
}
