/** "paid the rent" is about the task "Pay rent". */

export const PAST_TO_PRESENT: Record<string, string> = Object.fromEntries(
	"paid pay|bought buy|sent send|wrote write|made make|got get|took take|went go|met meet|read read|told tell|gave give|found find|brought bring|built build|cut cut|did do|drove drive|ate eat|fed feed|fixed fix|flew fly|held hold|kept keep|left leave|lent lend|lost lose|put put|ran run|saw see|sold sell|set set|spoke speak|spent spend|taught teach|threw throw|woke wake|won win|began begin|chose choose|drew draw|hung hang|hid hide|led lead|rang ring|shut shut|slept sleep|swept sweep|swam swim|wore wear|cleaned clean|called call|emailed email|texted text|booked book|ordered order|washed wash|cooked cook|watered water|mowed mow|walked walk|returned return|renewed renew|fixed fix|submitted submit|filed file|planned plan|wrapped wrap|dropped drop|shipped ship|prepped prep|mopped mop|shopped shop|signed sign|printed print|reviewed review|replied reply|tidied tidy|studied study|carried carry|applied apply|tried try|picked pick|visited visit|finalized finalize|sorted sort|packed pack|cancelled cancel|canceled cancel|scheduled schedule|arranged arrange|prepared prepare|practiced practice|backed back|updated update|asked ask|messaged message|vacuumed vacuum|painted paint|repaired repair|changed change|charged charge|checked check|folded fold|ironed iron|installed install|invited invite|mailed mail|posted post|registered register|researched research|reserved reserve|tested test|uploaded upload|downloaded download|deposited deposit|collected collect"
		.split("|")
		.map((pair) => pair.split(" ") as [string, string]),
);

/** The text with its first word in the present tense; null where that is no past that is known. */
export function toPresentTense(text: string): string | null {
	const [first = "", ...rest] = text.split(/\s+/);
	const present = PAST_TO_PRESENT[first.toLowerCase()];
	return present === undefined || rest.length === 0 ? null : [present, ...rest].join(" ");
}

/** "paid" is "pay"; null for what is no past that is known. */
export function presentTenseOf(word: string): string | null {
	return PAST_TO_PRESENT[word] ?? null;
}
