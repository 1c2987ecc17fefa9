import ipaddr, { type IPv4, type IPv6 } from "ipaddr.js";

/**
 * Where webhooks and push may go: https, to a host of the public internet. Anybody can give us an
 * address to call, so it must not lead to what only this server can reach.
 *
 * Looks at the address alone. What a public name resolves to is left to the connection: the local
 * server's runtime refuses private addresses there (scripts/local-server/options.ts), and on Cloudflare
 * there is no private network to reach.
 */

export type TargetPolicy = { allowPrivateNetwork: boolean };

/** Why an address must not be called, as a sentence; null when it may be. */
export function targetRefusal(address: string, policy: TargetPolicy): string | null {
	const url = URL.parse(address);
	if (!url) return "This is not a URL.";
	if (url.username || url.password) return "The URL must not carry a user name or password.";
	if (policy.allowPrivateNetwork) {
		return ["https:", "http:"].includes(url.protocol)
			? null
			: "The URL must start with https:// or http://.";
	}
	if (url.protocol !== "https:") return "The URL must start with https://.";
	if (isPrivateHost(url.hostname)) return "The URL must lead to a host on the public internet.";
	return null;
}

/** Whether a URL leads to this machine or a private network, as far as the address says. */
export function isPrivateTarget(url: URL): boolean {
	return isPrivateHost(url.hostname);
}

const PRIVATE_NAMES =
	/(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home|corp|private|home\.arpa|test|invalid|onion)$/;

/** `hostname` as URL gives it: lower case, an IPv4 address of any notation as four decimal numbers. */
function isPrivateHost(hostname: string): boolean {
	if (hostname.startsWith("[")) return !isPublicV6(ipaddr.IPv6.parse(hostname.slice(1, -1)));
	if (ipaddr.IPv4.isValidFourPartDecimal(hostname)) return !isPublicV4(ipaddr.IPv4.parse(hostname));
	const name = hostname.replace(/\.$/, "");
	// No name has an empty part, but some resolvers take one: "127.0.0.1..", "localhost..".
	if (name.split(".").includes("")) return true;
	// A name without a dot is one of this network's.
	return !name.includes(".") || PRIVATE_NAMES.test(name);
}

/** Outside of all special ranges of the IANA registries (RFC 6890). */
function isPublicV4(address: IPv4): boolean {
	return address.range() === "unicast";
}

/** RFC 6052, section 2.1. The library's range of that name has the local-use prefix (RFC 8215), too. */
const NAT64 = ipaddr.IPv6.parseCIDR("64:ff9b::/96");
/** All that IANA has allocated. The library answers "unicast" also for what it has no range for. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/** An address that carries an IPv4 counts as that one. */
function isPublicV6(address: IPv6): boolean {
	if (address.isIPv4MappedAddress()) return isPublicV4(address.toIPv4Address());
	if (address.match(NAT64)) return isPublicV4(new ipaddr.IPv4(address.toByteArray().slice(-4)));
	return address.match(GLOBAL_UNICAST) && address.range() === "unicast";
}
