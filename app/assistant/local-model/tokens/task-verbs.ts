import { PAST_TO_PRESENT } from "./past-tense.ts";

/** Whether a text begins with something to do ("buy milk"), as titles of tasks often do. */
export function startsWithTaskVerb(text: string): boolean {
	const [first = "", second] = text.trim().toLowerCase().split(/\s+/);
	return second !== undefined && TASK_VERBS.has(first);
}

/** Whether a word is what titles of tasks begin with. */
export function isTaskVerb(word: string): boolean {
	return TASK_VERBS.has(word);
}

const TASK_VERBS = new Set([
	...Object.values(PAST_TO_PRESENT).filter(
		(verb) =>
			![
				"do",
				"set",
				"put",
				"change",
				"get",
				"see",
				"check",
				"find",
				"tell",
				"read",
				"cut",
				"lose",
				"win",
			].includes(verb),
	),
	..."email phone ring water grocery contact dry-clean vacuum hoover bake brush defrost feed refill recycle refinance follow draft debug deploy design write-up organise organize declutter service sweep dust iron sew knit practise rehearse meditate exercise stretch jog swim hike attend join subscribe unsubscribe donate transfer invoice bill budget compare decide discuss confirm congratulate thank apologise apologize cook rsvp pickup drop-off fetch grab assemble hang install mount empty".split(
		" ",
	),
]);
