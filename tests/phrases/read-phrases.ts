/** One line of the tables of phrases. */
export type PhraseCase = {
	text: string;
	title: string;
	/** Wall clocks to the second; null for no due date. Any of them will do. */
	dues: Array<string | null>;
	/** Any of them will do; empty for none. */
	rules: string[];
	from: "due" | "completion";
};

/** The lines of a table, with brackets around the words that are to be read. */
export function readPhrases(table: string): PhraseCase[] {
	return linesOf(table).map((line) => {
		const [marked = "", meaning = "none"] = line.split(" = ");
		const text = marked.replace(/[[\]]/g, "");
		const title = marked.replace(/\s*\[[^\]]*\]/g, "").trim();
		return { text, title, ...parseMeaning(meaning) };
	});
}

/** The lines of a table of phrases alone, each behind a title. */
export function readTitledPhrases(table: string, title: string): PhraseCase[] {
	return linesOf(table).map((line) => {
		const [phrase = "", meaning = "none"] = line.split(" = ");
		return { text: `${title} ${phrase}`, title, ...parseMeaning(meaning) };
	});
}

function linesOf(table: string): string[] {
	return table.split("\n").filter((line) => line !== "");
}

function parseMeaning(meaning: string): Pick<PhraseCase, "dues" | "rules" | "from"> {
	const [dues = "", rule] = meaning.split(" ");
	return {
		dues: dues.split("/").map((due) => (due === "none" ? null : toSeconds(due))),
		rules:
			rule === undefined
				? []
				: rule
						.replace("!", "")
						.split("/")
						.map((one) => `FREQ=${one}`),
		from: rule?.startsWith("!") ? "completion" : "due",
	};
}

function toSeconds(due: string): string {
	return due.length === 16 ? `${due}:00` : due;
}
