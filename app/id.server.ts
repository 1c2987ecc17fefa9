import { v7 } from "uuid";

/** A UUIDv7 (RFC 9562, section 5.7): ids made later sort later, also within one request. */
export function newId(): string {
	return v7();
}
