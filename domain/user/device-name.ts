// Order matters: Edge also names Chrome, and Chrome also names Safari.
const BROWSERS = [
	["Edg", "Edge"],
	["OPR", "Opera"],
	["Firefox", "Firefox"],
	["Chrom", "Chrome"],
	["Safari", "Safari"],
] as const;
const SYSTEMS = [
	["Android", "Android"],
	["iPhone", "iPhone"],
	["iPad", "iPad"],
	["Windows", "Windows"],
	["Mac OS", "macOS"],
	["CrOS", "ChromeOS"],
	["Linux", "Linux"],
] as const;

/**
 * Names a device by its `User-Agent` header, so that its owner tells it from others: "Firefox on
 * Windows". Of an agent without a known browser or system the first word; "An unknown device" for
 * an empty one.
 */
export function deviceName(userAgent: string): string {
	const browser = BROWSERS.find(([mark]) => userAgent.includes(mark))?.[1];
	const system = SYSTEMS.find(([mark]) => userAgent.includes(mark))?.[1];
	if (browser && system) return `${browser} on ${system}`;
	return browser ?? system ?? (userAgent.split(/[\s/]/)[0] || "An unknown device");
}
