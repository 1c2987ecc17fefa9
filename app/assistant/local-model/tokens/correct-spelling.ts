/** Typing errors in the words that rules go by. Words of titles are nobody's to correct. */

import { editDistance } from "./edit-distance.ts";
import type { Token } from "./tokenize.ts";

const COMMAND_WORDS =
	"add create complete finish delete remove rename reschedule postpone reopen remind reminder show list display search mark done completed finished priority urgent important overdue tomorrow today tasks task undo statistics move change update everything clear cancel snooze schedule completed pending repeat every tagged untag reminders".split(
		" ",
	);
/** Words that are near a known one and right as they are. */
const CORRECT_WORDS = new Set(
	"more make mode love moved lost last lists least shoe shop shot snow slow chance charge charges hark dark park bark market tone tune dune gone one tasks mask ask asks desk clean clears remain remains remote remake resume reminded removal lust mist wish fish finishing complex competed competent compete compute undone under unto rested rate data date updates updated canal listen lisa liszt mart mary mars many march mare bone dome dune dine dons don deleted task's taste cash tack tank talk talks tax taxi ready real over overdone morrow tagged taxed tapped bagged fished shown shows shower shots swallow create created cremate great creates urge agent latest even ever very fever never seven today's toddy reopened display repeat repeats repeated moves mover mouse".split(
		" ",
	),
);

/** "would you mind deleting it" */
const GERUNDS: Record<string, string> = {
	adding: "add",
	completing: "complete",
	finishing: "finish",
	deleting: "delete",
	removing: "remove",
	renaming: "rename",
	moving: "move",
	rescheduling: "reschedule",
	postponing: "postpone",
	marking: "mark",
	setting: "set",
	making: "make",
	changing: "change",
	showing: "show",
	listing: "list",
	telling: "tell",
	reminding: "remind",
	tagging: "tag",
	creating: "create",
	putting: "put",
	undoing: "undo",
	clearing: "clear",
	checking: "check",
	crossing: "cross",
	ticking: "tick",
	reopening: "reopen",
};

/** Verbs that no rule has, and one that means the same. */
const SYNONYMS: Record<string, string> = Object.fromEntries(
	Object.entries({
		add: "append register compose generate establish introduce plug queue tack",
		delete:
			"nuke axe obliterate terminate destroy dispose eradicate exterminate rid abolish omit exclude unlist del rm",
		complete: "nail smash conclude fulfil fulfill execute ace fin finalized conquer check-off",
		move: "relocate replan re-plan rearrange shuffle readjust realign repurpose",
		show: "display present enumerate output reveal summon ls",
		change: "amend modify alter revise tweak",
		raise: "elevate boost",
		find: "seek spot dig track",
		reopen: "reinstate resurrect",
	}).flatMap(([known, words]) => words.split(" ").map((word) => [word, known])),
);

/** Words that change nothing about what is meant. */
const FILLERS = new Set(
	"just really actually simply quickly kindly maybe perhaps probably definitely finally immediately accidentally basically literally totally completely entirely somehow okay ok well uh um hmm like kinda sorta gonna please so anyway also too over".split(
		" ",
	),
);

/** The tokens without those that only fill. */
export function withoutFillers(tokens: Token[]): Token[] {
	return tokens.filter(({ word, quoted }) => quoted || !FILLERS.has(word));
}

/** The tokens with near misses of known words put right; the places stay. */
export function correctSpelling(tokens: Token[]): Token[] {
	return tokens.map((token, index) => {
		const { word, quoted } = token;
		const synonym = index < 3 && !quoted ? SYNONYMS[word] : undefined;
		if (synonym !== undefined) return { ...token, word: synonym };
		if (quoted || word.length < 4 || !/^[\p{L}]+$/u.test(word)) return token;
		const base = GERUNDS[word];
		if (base !== undefined) return { ...token, word: base };
		if (COMMAND_WORDS.includes(word) || CORRECT_WORDS.has(word)) return token;
		const most = word.length >= 8 ? 2 : 1;
		const near = COMMAND_WORDS.find(
			(known) => known[0] === word[0] && editDistance(word, known, most) <= most,
		);
		return near === undefined ? token : { ...token, word: near };
	});
}

const DAY_MISSPELLINGS: Record<string, string> = Object.fromEntries(
	Object.entries({
		tomorrow:
			"tomorow tommorow tommorrow tomorrrow tommorro tomorro tomrrow tommorw 2moro 2morrow tomoz tmw tomorw",
		tonight: "tonite 2nite",
		today: "tday todya 2day",
		monday: "mondey munday mondya",
		tuesday: "tuseday teusday tusday tueday",
		wednesday: "wensday wedensday wednsday wedsday wendesday wednesay",
		thursday: "thrusday thurday thursay thirsday",
		friday: "firday fridya frday freeday",
		saturday: "saterday saturady satuday",
		sunday: "sundey sunady",
		february: "febuary febrary",
		next: "nxt",
	}).flatMap(([right, wrong]) => wrong.split(" ").map((word) => [word, right])),
);
const MISSPELLED_DAY = new RegExp(`\\b(?:${Object.keys(DAY_MISSPELLINGS).join("|")})\\b`, "gi");

/** Days that are often typed wrong, put right wherever they stand. */
export function correctDayNames(text: string): string {
	return text.replace(MISSPELLED_DAY, (word) => DAY_MISSPELLINGS[word.toLowerCase()] ?? word);
}
