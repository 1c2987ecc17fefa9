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

const PRIVATE_NAMES =
	/(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home|corp|private|home\.arpa|test|invalid|onion)$/;

/** A hostname as URL gives it: lower case, numbers of any notation as dotted IPv4. */
function isPrivateHost(hostname: string): boolean {
	if (hostname.startsWith("[")) return !isPublicV6(hostname.slice(1, -1));
	if (/^\d+\.\d+\.\d+\.\d+$/.test(hostname)) return !isPublicV4(hostname);
	const name = hostname.replace(/\.$/, "");
	// A name without a dot is one of this network's.
	return !name.includes(".") || PRIVATE_NAMES.test(name);
}

/** What is not of the public internet: the IANA registries for special purposes (RFC 6890). */
const SPECIAL_V4 = [
	"0.0.0.0/8",
	"10.0.0.0/8",
	"100.64.0.0/10",
	"127.0.0.0/8",
	"169.254.0.0/16",
	"172.16.0.0/12",
	"192.0.0.0/24",
	"192.0.2.0/24",
	"192.88.99.0/24",
	"192.168.0.0/16",
	"198.18.0.0/15",
	"198.51.100.0/24",
	"203.0.113.0/24",
	"224.0.0.0/3",
].map((range) => {
	const [start = "", bits] = range.split("/");
	return { start: numberOfV4(start), size: 2 ** (32 - Number(bits)) };
});

function isPublicV4(address: string): boolean {
	const number = numberOfV4(address);
	return !SPECIAL_V4.some(({ start, size }) => number >= start && number < start + size);
}

function numberOfV4(address: string): number {
	return address.split(".").reduce((number, part) => number * 256 + Number(part), 0);
}

/** Of IPv6 only 2000::/3 is public, less what in it is for special purposes or carries an IPv4. */
function isPublicV6(address: string): boolean {
	const groups = groupsOfV6(address);
	const [first = 0, second = 0] = groups;
	const inner = groups.slice(6).flatMap((group) => [group >> 8, group & 255]);
	// IPv4-mapped, and NAT64 (RFC 6052).
	const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
	const isNat64 = first === 0x64 && second === 0xff9b && groups.slice(2, 6).every((g) => g === 0);
	if (isMapped || isNat64) return isPublicV4(inner.join("."));
	if (first < 0x2000 || first > 0x3fff) return false;
	// 2001::/23 (Teredo among them), documentation, 6to4, documentation again.
	if (first === 0x2001 && (second < 0x200 || second === 0xdb8)) return false;
	return first !== 0x2002 && !(first === 0x3fff && second < 0x1000);
}

/** The eight groups of an address in the short form that URL writes. */
function groupsOfV6(address: string): number[] {
	const [head = "", tail] = address.split("::");
	const read = (text: string) => (text ? text.split(":").map((group) => parseInt(group, 16)) : []);
	const [left, right] = [read(head), read(tail ?? "")];
	const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
	return [...left, ...Array<number>(zeros).fill(0), ...right];
}
