/** What is said in the status region after an action; `undo` names the change to take back. */
export type Flash = {
	message: string;
	undo: string | null;
	tone: "done" | "refused";
	/** Where a reminder leads to, and the notification that can be snoozed. Stays until dismissed. */
	reminder?: { href: string; snooze: string | null };
};
