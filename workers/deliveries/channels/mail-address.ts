/** The bare address in `Tend <tend@example.com>`. */
export function mailAddressOf(sender: string): string {
	return /<([^<>]+)>/.exec(sender)?.[1] ?? sender;
}
