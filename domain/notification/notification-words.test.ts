import { expect, test } from "vitest";
import { digestTitle, reminderBody } from "./notification-words.ts";

const now = "2026-11-20T09:00:00";
const body = (due: string | null, missed: string | null = null, hour12 = false) =>
	reminderBody({ due, missed, now, hour12 });

test("a reminder says when its task is due, without words that are wrong tomorrow", () => {
	expect(body("2026-11-20T17:00:00")).toBe("Due at 17:00");
	expect(body("2026-11-20T17:00:00", null, true)).toBe("Due at 5:00 pm");
	expect(body("2026-11-20")).toBe("Due Fri 20 Nov");
	expect(body("2026-11-21T08:00:00")).toBe("Due Sat 21 Nov 08:00");
	expect(body("2027-06-15")).toBe("Due Tue 15 Jun 2027");
	expect(body("2026-11-19")).toBe("Was due Thu 19 Nov");
	expect(body(null)).toBe("Reminder");
});

test("a late one says when it should have come", () => {
	expect(body("2026-11-20T08:00:00", "2026-11-20T08:00:00")).toBe("Was due at 08:00");
	expect(body(null, "2026-11-19T23:00:00")).toBe("Was due Thu 19 Nov 23:00");
	expect(body("2026-11-20T17:00:00", "2026-11-20T08:00:00")).toBe(
		"Was due at 08:00. The task is due at 17:00",
	);
});

test("a digest counts what is due, and is none when nothing is", () => {
	expect(digestTitle({ today: 2, overdue: 1 })).toBe("2 tasks due today, 1 overdue");
	expect(digestTitle({ today: 0, overdue: 1 })).toBe("1 task overdue");
	expect(digestTitle({ today: 0, overdue: 0 })).toBeNull();
});
