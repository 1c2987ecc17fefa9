import type { MailContent } from "./mail-content.ts";

/** The type of the delivery that asks somebody whether an address is theirs. */
export const CONFIRM_ADDRESS = "confirm-address";

/**
 * The mail that asks for a confirmation. It may reach somebody who has nothing to do with Tend, so
 * nothing in it was typed by whoever made the account.
 */
export function confirmAddressContent(path: string): MailContent {
	return {
		kind: "account",
		subject: "Confirm your address for Tend",
		heading: "Confirm your address",
		lead: "Follow the link within a day, and Tend can send you reminders and the daily e-mail. If you have made no account, do nothing: no other mail will come.",
		lists: [],
		link: { label: "Confirm this address", path },
		taskId: null,
	};
}
