import { expect, test } from "vitest";
import { findDateOfRule } from "./date-of-rule.ts";

test.each([
	["FREQ=WEEKLY;BYDAY=MO", "2026-12-02", "2026-12-07"],
	["FREQ=WEEKLY;BYDAY=WE", "2026-12-02T09:00:00", "2026-12-02T09:00:00"],
	["FREQ=MONTHLY", "2026-12-02", "2026-12-02"],
	["FREQ=DAILY;BYHOUR=9,21", "2026-12-02T10:30:00", "2026-12-02T21:30:00"],
	["FREQ=DAILY;BYHOUR=9,21", "2026-12-02T22:00:00", "2026-12-03T09:00:00"],
	["FREQ=DAILY;UNTIL=20200101", "2026-12-02", null],
])("%s from %s on is due %s", (rule, due, moved) => {
	expect(findDateOfRule(rule, due)).toBe(moved);
});
