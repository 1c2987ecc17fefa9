/** Typing errors in the words that rules go by. Words of titles are nobody's to correct. */

import type { Token } from "./tokens.ts";

const KNOWN =
	"add create complete finish delete remove rename reschedule postpone reopen remind reminder show list display search mark done completed finished priority urgent important overdue tomorrow today tasks task undo statistics move change update everything clear cancel snooze schedule completed pending repeat every tagged untag reminders".split(
		" ",
	);
/** Words that are near a known one and right as they are. */
const RIGHT = new Set(
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
const NOISE = new Set(
	"just really actually simply quickly kindly maybe perhaps probably definitely finally immediately accidentally basically literally totally completely entirely somehow okay ok well uh um hmm like kinda sorta gonna please so anyway also too over".split(
		" ",
	),
);

/** The tokens without those that only fill. */
export function withoutNoise(tokens: Token[]): Token[] {
	return tokens.filter(({ word, quoted }) => quoted || !NOISE.has(word));
}

/** The tokens with near misses of known words put right; the places stay. */
export function corrected(tokens: Token[]): Token[] {
	return tokens.map((token, index) => {
		const { word, quoted } = token;
		const synonym = index < 3 && !quoted ? SYNONYMS[word] : undefined;
		if (synonym !== undefined) return { ...token, word: synonym };
		if (quoted || word.length < 4 || !/^[\p{L}]+$/u.test(word)) return token;
		const base = GERUNDS[word];
		if (base !== undefined) return { ...token, word: base };
		if (KNOWN.includes(word) || RIGHT.has(word)) return token;
		const most = word.length >= 8 ? 2 : 1;
		const near = KNOWN.find(
			(known) => known[0] === word[0] && editDistance(word, known, most) <= most,
		);
		return near === undefined ? token : { ...token, word: near };
	});
}

/**
 * How many letters are wrong, missing, too many, or two swapped (optimal string alignment); more than
 * `most` is only said to be more.
 */
export function editDistance(a: string, b: string, most: number): number {
	if (Math.abs(a.length - b.length) > most) return most + 1;
	let [older, previous]: [number[], number[]] = [
		[],
		Array.from({ length: b.length + 1 }, (_, j) => j),
	];
	for (let i = 1; i <= a.length; i += 1) {
		const current = [i];
		for (let j = 1; j <= b.length; j += 1) {
			const same = a[i - 1] === b[j - 1] ? 0 : 1;
			let cost = Math.min(
				(previous[j] ?? 0) + 1,
				(current[j - 1] ?? 0) + 1,
				(previous[j - 1] ?? 0) + same,
			);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
				cost = Math.min(cost, (older[j - 2] ?? 0) + 1);
			}
			current.push(cost);
		}
		[older, previous] = [previous, current];
	}
	return previous[b.length] ?? most + 1;
}

const DAYS: Record<string, string> = Object.fromEntries(
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
const WRONG_DAYS = new RegExp(`\\b(?:${Object.keys(DAYS).join("|")})\\b`, "gi");

/** Days that are often typed wrong, put right wherever they stand. */
export function withDaysSpelled(text: string): string {
	return text.replace(WRONG_DAYS, (word) => DAYS[word.toLowerCase()] ?? word);
}
