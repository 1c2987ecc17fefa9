/** Lengths of time: "2 weeks", "an hour and a half", "1h30m". */

import type { Span } from "./syntax.ts";
import type { TokenCursor } from "./token-cursor.ts";
import type { Unit } from "./vocabulary.ts";

const NO_SPAN: Span = { months: 0, days: 0, seconds: 0 };
const UNIT_SPANS: Record<Unit, Partial<Span>> = {
	second: { seconds: 1 },
	minute: { seconds: 60 },
	hour: { seconds: 3600 },
	day: { days: 1 },
	week: { days: 7 },
	month: { months: 1 },
	year: { months: 12 },
};

/** `isCounted`: a number says how many, not "a". `unit` and `count` are those of the first part. */
export type SpanNode = { span: Span; isCounted: boolean; unit: Unit; count: number };

/** The span at the cursor; null for none, and for one that is no whole days or months. */
export function parseSpan(cursor: TokenCursor): SpanNode | null {
	return cursor.attempt(() => {
		const first = parsePart(cursor);
		if (!first) return null;
		let { span } = first;
		for (let isMore = true; isMore; ) {
			isMore =
				cursor.attempt(() => {
					cursor.separator();
					const next = parsePart(cursor) ?? minutesBehindHours(cursor, first);
					if (!next) return null;
					span = added(span, next.span);
					return true;
				}) === true;
		}
		if (!Number.isInteger(span.months) || !Number.isInteger(span.days)) return null;
		return { ...first, span };
	});
}

/** "a week", "2.5 hours", "an hour and a half", "half an hour", "3d". */
function parsePart(cursor: TokenCursor): SpanNode | null {
	return cursor.attempt(() => {
		const count = parseCount(cursor);
		if (!count) return null;
		const glued = cursor.isGlued();
		const unit = cursor.take("unit", ({ isShort }) => !isShort || glued || count.isDigits);
		if (!unit) return null;
		const isHalfMore = cursor.attempt(() => {
			return cursor.role("and") && cursor.role("a") && cursor.role("half") ? true : null;
		});
		const number = count.value + (isHalfMore ? 0.5 : 0);
		if (!cursor.isWordEnd() && cursor.token?.kind !== "number") return null;
		return {
			span: times(UNIT_SPANS[unit.unit], number * unit.size),
			isCounted: !count.isArticle,
			unit: unit.unit,
			count: number * unit.size,
		};
	});
}

/** "1h30". */
function minutesBehindHours(cursor: TokenCursor, first: SpanNode): SpanNode | null {
	if (first.unit !== "hour" || !cursor.isGlued()) return null;
	const minutes = cursor.digits(2);
	if (minutes === null) return null;
	const span = { ...NO_SPAN, seconds: Number(minutes) * 60 };
	return { span, isCounted: true, unit: "minute", count: Number(minutes) };
}

type Count = { value: number; isArticle: boolean; isDigits: boolean };

/** A number in digits or words, "a", "half an", "one and a half". */
function parseCount(cursor: TokenCursor): Count | null {
	return cursor.attempt(() => {
		const digits = cursor.digits(6);
		if (digits !== null) {
			const fraction = cursor.attempt(() => {
				if (!cursor.isGlued() || !cursor.mark(".") || !cursor.isGlued()) return null;
				return cursor.digits(2);
			});
			const value = Number(fraction === null ? digits : `${digits}.${fraction}`);
			return { value, isArticle: false, isDigits: true };
		}
		if (cursor.role("half")) {
			cursor.role("a");
			return { value: 0.5, isArticle: false, isDigits: false };
		}
		const number = cursor.take("number");
		if (number) {
			const isHalfMore = cursor.attempt(() =>
				cursor.role("and") && cursor.role("a") && cursor.role("half") ? true : null,
			);
			const value = number.value + (isHalfMore ? 0.5 : 0);
			return { value, isArticle: false, isDigits: false };
		}
		return cursor.role("a") ? { value: 1, isArticle: true, isDigits: false } : null;
	});
}

function times(span: Partial<Span>, count: number): Span {
	const { months = 0, days = 0, seconds = 0 } = span;
	return { months: months * count, days: days * count, seconds: Math.round(seconds * count) };
}

function added(a: Span, b: Span): Span {
	return {
		months: a.months + b.months,
		days: a.days + b.days,
		seconds: a.seconds + b.seconds,
	};
}
