/** Phrases: dates, times, rules and bounds that stand together, in any order. */

import { parseDate } from "./date-grammar.ts";
import { parseRuleAt } from "./rule-grammar.ts";
import { parseSpan } from "./span-grammar.ts";
import type { DateNode, PhraseSyntax, Piece, RuleNode, TimeNode, UntilSyntax } from "./syntax.ts";
import { parseTime } from "./time-grammar.ts";
import type { TokenCursor } from "./token-cursor.ts";
import type { DayPart } from "./vocabulary.ts";

type Found =
	| { kind: "date"; node: DateNode }
	| { kind: "time"; node: TimeNode }
	| { kind: "part"; part: DayPart; isWhole: boolean }
	| { kind: "rule"; node: RuleNode };

/** The phrase that starts at the cursor; null where no words about time do. */
export function parsePhrase(cursor: TokenCursor): PhraseSyntax | null {
	const phrase: PhraseSyntax = {
		start: cursor.at,
		end: cursor.at,
		preposition: null,
		pieces: [],
		date: null,
		times: [],
		part: null,
		rule: null,
		until: null,
		count: null,
	};
	if (!cursor.isWordStart()) return null;
	while (cursor.attempt(() => takePiece(cursor, phrase)));
	phrase.end = cursor.at;
	return phrase.pieces.length > 0 ? phrase : null;
}

function takePiece(cursor: TokenCursor, phrase: PhraseSyntax): true | null {
	const isFirst = phrase.pieces.length === 0;
	const isListed = !isFirst && cursor.mark(",");
	if (!isFirst && !isListed && !cursor.isGlued()) spacedDash(cursor);
	const { at: start } = cursor;
	const add = (piece: Pick<Piece, "kind"> & Partial<Piece>): true => {
		phrase.pieces.push({ start, end: cursor.at, needs: "nothing", isName: false, ...piece });
		return true;
	};
	if (phrase.rule) {
		phrase.count ??= cursor.attempt(() => parseCountOfTimes(cursor));
		if (cursor.at > start) return add({ kind: "count" });
		phrase.until ??= cursor.attempt(() => parseUntil(cursor, phrase.date !== null));
		if (cursor.at > start) return add({ kind: "until" });
	}
	const isAnotherTime = phrase.times.length > 0 && (isListed || cursor.role("and"));
	const { preposition, isAt } = isEdge(cursor)
		? { preposition: null, isAt: false }
		: takePreposition(cursor);
	const found = cursor.longest<Found>([
		() => (phrase.rule ? null : asRule(parseRuleAt(cursor, preposition === "strong"))),
		() => (phrase.date ? null : asDate(parseDate(cursor))),
		() => {
			if (phrase.times.length > 0 && !isAnotherTime) return null;
			// "Today at 10 ring Bob": a phrase at the front is followed by the title.
			const isFront = phrase.date !== null && phrase.start === 0;
			return asTime(parseTime(cursor, isAt || isAnotherTime, isAt && isFront));
		},
		() => (phrase.part ? null : cursor.take("part", ({ isWhole }) => isWhole || !isFirst)),
	]);
	if (!found || (isAnotherTime && found.kind !== "time")) return null;
	// "every friday sat nav": what needs a preposition does not get one by a rule before it.
	if (phrase.rule && found.kind === "date" && found.node.needs === "support" && !preposition) {
		return null;
	}
	if (isFirst) phrase.preposition = preposition;
	if (found.kind === "part") {
		phrase.part = found.part;
		return add({ kind: "part", needs: found.isWhole ? "boundary" : "company" });
	}
	const { needs } = found.node;
	if (found.kind === "date") {
		phrase.date = found.node;
		phrase.part ??= found.node.part;
		return add({ kind: "date", needs, isName: found.node.isName });
	}
	if (found.kind === "rule") phrase.rule = found.node;
	else phrase.times.push(found.node);
	return add({ kind: found.kind, needs });
}

/** "5 times", "for 10 times", "3x". */
function parseCountOfTimes(cursor: TokenCursor): number | null {
	cursor.role("for");
	const digits = cursor.digits(4);
	const count = digits === null ? cursor.take("number")?.value : Number(digits);
	return count !== undefined && cursor.role("times") && cursor.isWordEnd() ? count : null;
}

/** "until 11 may", "ending in 6 months", "for 3 weeks"; behind a date to start with, "to 5 dec". */
function parseUntil(cursor: TokenCursor, isFrom: boolean): UntilSyntax | null {
	if (cursor.role("for")) {
		const span = parseSpan(cursor)?.span;
		return span && span.seconds === 0 ? { span } : null;
	}
	if (!cursor.role("until") && !(isFrom && cursor.role("through"))) return null;
	cursor.role("on", "at", "by");
	const node = parseDate(cursor);
	return node && node.needs !== "whole" ? { until: node.date } : null;
}

function takePreposition(cursor: TokenCursor): {
	preposition: PhraseSyntax["preposition"];
	isAt: boolean;
} {
	const isStarting = cursor.role("due", "starting");
	if (isStarting) cursor.mark(":");
	if (cursor.role("at", "around")) return { preposition: "strong", isAt: true };
	if (cursor.role("on", "by")) return { preposition: "strong", isAt: false };
	const isFrom = cursor.role("from");
	if (isStarting) return { preposition: "strong", isAt: isFrom };
	if (isFrom) return { preposition: "from", isAt: true };
	return { preposition: cursor.role("for") ? "weak" : null, isAt: false };
}

/** "beginning of february", where "beginning" is no preposition. */
function isEdge(cursor: TokenCursor): boolean {
	const { at } = cursor;
	const isDate =
		cursor.role("startOf") && (parseDateFrom(cursor, at)?.date.type ?? "").startsWith("edge");
	cursor.at = at;
	return isDate;
}

function parseDateFrom(cursor: TokenCursor, at: number): DateNode | null {
	cursor.at = at;
	return parseDate(cursor);
}

function spacedDash(cursor: TokenCursor): void {
	cursor.attempt(() => (cursor.mark("-") && !cursor.isGlued() ? true : null));
}

function asRule(node: RuleNode | null): Found | null {
	return node && { kind: "rule", node };
}

function asDate(node: DateNode | null): Found | null {
	return node && { kind: "date", node };
}

function asTime(node: TimeNode | null): Found | null {
	return node && { kind: "time", node };
}
