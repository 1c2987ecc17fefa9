import type { Token } from "./tokenize.ts";

/**
 * Whether tokens can be a date, a span or a rule at all: no word of them is about anything else.
 * Reading dates takes time, and most parts of an utterance are none.
 */
export function mayBeTimeExpression(tokens: Token[]): boolean {
	if (tokens.length === 0 || tokens.length > MAX_TOKENS) return false;
	return tokens.every(
		({ word, quoted }) => !quoted && (TIME_WORDS.has(word) || /[\d=]/.test(word)),
	);
}

const MAX_TOKENS = 14;

const TIME_WORDS = new Set(
	`today tod tonight tomorrow tom tmr tmrw yesterday now later noon midday midnight morning afternoon evening night
	lunch lunchtime dinner early late first thing sometime some time eod eow eom eoy asap
	monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
	mondays tuesdays wednesdays thursdays fridays saturdays sundays weekday weekdays weekend weekends workday workdays
	january february march april may june july august september october november december
	jan feb mar apr jun jul aug sep sept oct nov dec
	second seconds minute minutes min mins hour hours hr hrs day days week weeks wk wks fortnight fortnights month months quarter year years
	next this last coming following past after before from until till til to on at by in for of off within around about over
	the a an and or every each other once twice times time daily weekly monthly yearly annually fortnightly biweekly hourly
	one two three four five six seven eight nine ten eleven twelve half couple few another more
	third fourth fifth sixth seventh eighth ninth tenth end start beginning middle begin starting beginning ending
	due date when it is earlier sooner ahead beforehand advance am pm a.m p.m o'clock clock that then 's business work
	christmas eve new easter single`.split(/\s+/),
);
