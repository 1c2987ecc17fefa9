const TITLE_MAX_LENGTH = 60;

/** The title of a chat: the first line of its first message, cut at the end of a word. */
export function chatTitle(text: string): string {
	const [line = ""] = text.trim().split("\n");
	const flat = line.replaceAll(/\s+/g, " ").trim();
	if (flat.length <= TITLE_MAX_LENGTH) return flat;
	const cut = flat.slice(0, TITLE_MAX_LENGTH);
	const end = cut.lastIndexOf(" ");
	// No space in the second half: a language without spaces, or one very long word.
	return `${(end > TITLE_MAX_LENGTH / 2 ? cut.slice(0, end) : cut).trimEnd()}…`;
}
