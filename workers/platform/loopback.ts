import ipaddr from "ipaddr.js";

/** Whether a host is this very machine, whoever resolves it: `localhost`, 127.0.0.0/8 or ::1. */
export function isLoopback(host: string): boolean {
	if (host === "localhost") return true;
	return isAddress(host) && ipaddr.process(withoutBrackets(host)).range() === "loopback";
}

/** Whether a host is an address and no name. IPv6 may stand in brackets, as in a URL. */
export function isAddress(host: string): boolean {
	return ipaddr.IPv4.isValidFourPartDecimal(host) || ipaddr.IPv6.isValid(withoutBrackets(host));
}

const withoutBrackets = (host: string) => host.replace(/^\[(.*)\]$/, "$1");
