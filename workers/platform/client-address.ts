import ipaddr, { type IPv4, type IPv6 } from "ipaddr.js";
import type { Settings } from "./settings.ts";

/** How much of an IPv6 address names its client: providers give each customer a /64 at least. */
const CLIENT_PREFIX_BITS = 64;

/**
 * The address that a request came from, in the one notation that each has: IPv4 in IPv6 is IPv4.
 * "unknown" where nobody says it.
 *
 * The edge sets `CF-Connecting-IP` to the peer's address itself, whatever the client sent: Cloudflare's
 * does, and so does the local server (scripts/local-server/edge.ts). Behind proxies of our own the peer
 * is the last of them; each has added to `X-Forwarded-For`, at its right end, whom it was asked by. So
 * with `TRUSTED_PROXIES` of them it is the address that many places from the right; what stands further
 * left was sent by the client. Where fewer have added one, it is the leftmost; where that is no address,
 * the peer's.
 */
export function clientAddress(
	{ headers }: Request,
	{ TRUSTED_PROXIES }: Pick<Settings, "TRUSTED_PROXIES">,
): string {
	const peer = parseAddress(headers.get("cf-connecting-ip") ?? "");
	const hops = TRUSTED_PROXIES > 0 ? (headers.get("x-forwarded-for")?.split(",") ?? []) : [];
	const forwarded = hops[Math.max(0, hops.length - TRUSTED_PROXIES)];
	return ((forwarded && parseAddress(forwarded)) || peer)?.toString() ?? "unknown";
}

/** What limits by client count: the address, or for IPv6 the /64 that it lies in. */
export function clientKey(request: Request, settings: Pick<Settings, "TRUSTED_PROXIES">): string {
	const address = clientAddress(request, settings);
	if (!ipaddr.IPv6.isValid(address)) return address;
	return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/${CLIENT_PREFIX_BITS}`)}/${CLIENT_PREFIX_BITS}`;
}

/** Reads an address as proxies write it: alone, with a port, or in brackets with or without one. */
function parseAddress(text: string): IPv4 | IPv6 | null {
	const [, inBrackets, withPort] = /^(?:\[(.*)\](?::\d+)?|([\d.]+):\d+)$/.exec(text.trim()) ?? [];
	// A zone ("%eth0") is of the peer's own machine.
	const address = (inBrackets ?? withPort ?? text.trim()).replace(/%.*$/, "");
	// Else "1" and "0x7f.1" would be addresses, too.
	const isAddress = ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address);
	return isAddress ? ipaddr.process(address) : null;
}
