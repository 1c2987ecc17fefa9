// Of the 10,000 commonest passwords (SecLists, from leaked lists) those long enough to be accepted
// at all: the shorter ones are refused for their length.
import list from "./common-passwords.txt?raw";

const COMMON = new Set(list.trimEnd().split("\n"));

/** Whether the password, in any case of its letters, is one of them. */
export function isCommonPassword(password: string): boolean {
	return COMMON.has(password.toLowerCase());
}
