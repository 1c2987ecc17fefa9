/** The syntax tree of words about time: what was said, before it is reckoned from a moment. */

import type { RuleParts } from "#domain/recurrence/recurrence-rule.ts";
import type { DayPart } from "./vocabulary.ts";

/**
 * What words need inside a title before they count. `nothing`: they are about time anywhere.
 * `boundary`: nothing that they could count follows ("march 5 miles"). `support`: a preposition or
 * a time beside ("sun"). `edge`: a preposition, a time, or the start or end of the title ("1/2 cup").
 * `start`: a boundary, or the start of the title. `day`: a preposition and a boundary, or the end of
 * the title ("the 5th"). `end`: the end of the title, and no verb before that lasts ("2 hours").
 * `company`: something else about time beside. `whole`: a text that is nothing else.
 */
export type RequiredContext =
	| "nothing"
	| "boundary"
	| "start"
	| "support"
	| "edge"
	| "day"
	| "end"
	| "company"
	| "whole";

export type Span = { months: number; days: number; seconds: number };
export type Which = "this" | "next" | "past" | null;
export type PeriodUnit = "day" | "week" | "month" | "quarter" | "year";

export type DateSyntax =
	/** As machines write it. */
	| { type: "iso"; text: string }
	| { type: "numeric"; first: number; second: number; separator: string; year: string | null }
	| { type: "day"; offset: number }
	| { type: "weekday"; weekday: number; which: Which; week: "next" | "afterNext" | null }
	| {
			type: "monthDay";
			month: number | null;
			day: number;
			year: number | null;
			weekday: number | null;
			next: boolean;
	  }
	/** The first day, in a month, year or any, that a rule has. */
	| { type: "position"; parts: RuleParts; next: boolean; year: number | null }
	| { type: "edge"; edge: "start" | "middle" | "end"; unit: PeriodUnit; next: boolean }
	| { type: "edgeOfMonth"; edge: "start" | "middle" | "end"; month: number; year: number | null }
	| { type: "period"; unit: PeriodUnit | "weekend" | "workday"; which: Which; more: number }
	| { type: "span"; span: Span; base: DateSyntax | null; isBefore: boolean };

export type DateNode = {
	date: DateSyntax;
	part: DayPart | null;
	/** A person's name, unless the words around say otherwise. */
	isName: boolean;
	needs: RequiredContext;
};

export type TimeNode = {
	/** `HH:MM` or `HH:MM:SS`. */
	time: string;
	/** Without half of the day, which "in the evening" beside it can still say. */
	isBare: boolean;
	durationMinutes: number | null;
	/** An IANA name or an offset in minutes. */
	zone: string | number | null;
	needs: RequiredContext;
};

export type RuleNode = {
	parts: RuleParts;
	from: "due" | "completion";
	/** "every morning". */
	dayParts: DayPart[];
	/** "after 3 days": the first date lies so far ahead. */
	ahead: Span | null;
	needs: RequiredContext;
};

export type UntilSyntax = { until: DateSyntax } | { span: Span };

/** One piece of a phrase: token indices, prepositions included. */
export type Piece = {
	kind: "date" | "time" | "part" | "rule" | "until" | "count";
	start: number;
	end: number;
	needs: RequiredContext;
	isName: boolean;
};

/** Words about time that belong together: of each kind one piece, but times of day. */
export type PhraseSyntax = {
	/** Token indices; `end` is the one behind. */
	start: number;
	end: number;
	/** What stands before the first word: `strong` ones say that a time comes. */
	preposition: "strong" | "weak" | "from" | null;
	pieces: Piece[];
	date: DateNode | null;
	times: TimeNode[];
	part: DayPart | null;
	rule: RuleNode | null;
	until: UntilSyntax | null;
	count: number | null;
};
