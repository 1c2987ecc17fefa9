import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuTime } from "#tests/cpu-time.ts";
import { escapePart, parseQuickAdd } from "./quick-add.ts";

// Friday 20 November 2026, 10:00.
const CONTEXT = { now: new Date("2026-11-20T15:00:00Z"), timeZone: "America/New_York" };
const read = (text: string, context = CONTEXT) => parseQuickAdd(text, context);

const dated: Array<[text: string, title: string, due: string]> = [
	["Pay rent today", "Pay rent", "2026-11-20"],
	["Pay rent tod", "Pay rent", "2026-11-20"],
	["Pay rent tomorrow", "Pay rent", "2026-11-21"],
	["Pay rent Tomorrow", "Pay rent", "2026-11-21"],
	["Pay rent tmr", "Pay rent", "2026-11-21"],
	["Pay rent tmrw", "Pay rent", "2026-11-21"],
	["Gym tom", "Gym", "2026-11-21"],
	["Gym tom 5pm", "Gym", "2026-11-21T17:00:00"],
	["Pay rent the day after tomorrow", "Pay rent", "2026-11-22"],
	["tomorrow pay rent", "pay rent", "2026-11-21"],
	["tomorrow: pay rent", "pay rent", "2026-11-21"],
	["tomorrow - pay rent", "pay rent", "2026-11-21"],
	["Pay (tomorrow) rent", "Pay rent", "2026-11-21"],
	["Pay rent, tomorrow", "Pay rent", "2026-11-21"],
	["Pay rent tomorrow!", "Pay rent!", "2026-11-21"],
	["Pay rent tomorrow, then eat", "Pay rent, then eat", "2026-11-21"],
	["Call Ann friday", "Call Ann", "2026-11-27"],
	["Call Ann next friday", "Call Ann", "2026-11-27"],
	["Call Ann on Friday", "Call Ann", "2026-11-27"],
	["Call Ann by friday", "Call Ann", "2026-11-27"],
	["Call Ann due friday", "Call Ann", "2026-11-27"],
	["Call Ann due: on friday", "Call Ann", "2026-11-27"],
	["Call Ann this friday", "Call Ann", "2026-11-20"],
	["Call Ann fri", "Call Ann", "2026-11-27"],
	["Call Ann thurs", "Call Ann", "2026-11-26"],
	["Call Ann tue 3pm", "Call Ann", "2026-11-24T15:00:00"],
	["friday call Ann", "call Ann", "2026-11-27"],
	["Prepare friday meeting", "Prepare meeting", "2026-11-27"],
	["Plan menu for sunday", "Plan menu", "2026-11-22"],
	["Start diet starting monday", "Start diet", "2026-11-23"],
	["Dinner sat 7pm", "Dinner", "2026-11-21T19:00:00"],
	["Dinner sat at 7pm", "Dinner", "2026-11-21T19:00:00"],
	["Dinner 7pm sat", "Dinner", "2026-11-21T19:00:00"],
	["Dinner on sat", "Dinner", "2026-11-21"],
	["Dinner next sun", "Dinner", "2026-11-29"],
	["Dinner sun evening", "Dinner", "2026-11-22T19:00:00"],
	["Dinner this sun", "Dinner", "2026-11-22"],
	["Call on mon about rent", "Call about rent", "2026-11-23"],
	["Report by wed", "Report", "2026-11-25"],
	["Report mon 23 nov", "Report", "2026-11-23"],
	["Call at 5pm", "Call", "2026-11-20T17:00:00"],
	["Call at 9am", "Call", "2026-11-21T09:00:00"],
	["Call 5.30pm", "Call", "2026-11-20T17:30:00"],
	["Paint the living room for saturday", "Paint the living room", "2026-11-21"],
	["Tidy the room tomorrow", "Tidy the room", "2026-11-21"],
	["Call 5:30 p.m.", "Call", "2026-11-20T17:30:00"],
	["Call @5pm", "Call", "2026-11-20T17:00:00"],
	["Call @ 5pm", "Call", "2026-11-20T17:00:00"],
	["Call at 17:00", "Call", "2026-11-20T17:00:00"],
	["Call 12am", "Call", "2026-11-21T00:00:00"],
	["Call 12pm", "Call", "2026-11-20T12:00:00"],
	["Call at noon", "Call", "2026-11-20T12:00:00"],
	["Call noon tomorrow", "Call", "2026-11-21T12:00:00"],
	["Call tomorrow at noon", "Call", "2026-11-21T12:00:00"],
	["Ship by midnight", "Ship", "2026-11-21T00:00:00"],
	["Meet at 5", "Meet", "2026-11-20T17:00:00"],
	["Meet at 8", "Meet", "2026-11-21T08:00:00"],
	["Meet tomorrow at 9", "Meet", "2026-11-21T09:00:00"],
	["Lunch at 1 with Sam", "Lunch with Sam", "2026-11-20T13:00:00"],
	["Movie tomorrow at 8 in the evening", "Movie", "2026-11-21T20:00:00"],
	["Standup 9:30", "Standup", "2026-11-21T09:30:00"],
	["Train 19:47", "Train", "2026-11-20T19:47:00"],
	["10:30 standup", "standup", "2026-11-20T10:30:00"],
	["Yoga in the morning", "Yoga", "2026-11-21T09:00:00"],
	["Yoga tomorrow morning", "Yoga", "2026-11-21T09:00:00"],
	["Yoga this evening", "Yoga", "2026-11-20T19:00:00"],
	["Party friday night", "Party", "2026-11-27T21:00:00"],
	["Movie tonight", "Movie", "2026-11-20T21:00:00"],
	["Movie tonight at 8", "Movie", "2026-11-20T20:00:00"],
	["Workshop tomorrow 3-4pm", "Workshop", "2026-11-21T15:00:00"],
	["Workshop tomorrow 11-1pm", "Workshop", "2026-11-21T11:00:00"],
	["Workshop tomorrow from 9:00 to 10:30", "Workshop", "2026-11-21T09:00:00"],
	["Standup at 9 on friday", "Standup", "2026-11-27T09:00:00"],
	["friday: standup at 9", "standup", "2026-11-27T09:00:00"],
	["Pay in 3 days", "Pay", "2026-11-23"],
	["Pay in a week", "Pay", "2026-11-27"],
	["Pay in two weeks", "Pay", "2026-12-04"],
	["Pay in 2 weeks at 9am", "Pay", "2026-12-04T09:00:00"],
	["Pay in 3d", "Pay", "2026-11-23"],
	["Pay in 2 hours", "Pay", "2026-11-20T12:00:00"],
	["Pay in 90 min", "Pay", "2026-11-20T11:30:00"],
	["Pay in half an hour", "Pay", "2026-11-20T10:30:00"],
	["Pay 3 days from now", "Pay", "2026-11-23"],
	["Pay a week from tomorrow", "Pay", "2026-11-28"],
	["Plan trip next week", "Plan trip", "2026-11-23"],
	["Plan trip next month", "Plan trip", "2026-12-01"],
	["Plan trip next year", "Plan trip", "2027-01-01"],
	["Plan trip this weekend", "Plan trip", "2026-11-21"],
	["Plan trip by the end of the month", "Plan trip", "2026-11-30"],
	["Plan trip eod", "Plan trip", "2026-11-20"],
	["Plan trip end of week", "Plan trip", "2026-11-20"],
	["Pay 27 nov", "Pay", "2026-11-27"],
	["Pay nov 27", "Pay", "2026-11-27"],
	["Pay nov 27 3pm", "Pay", "2026-11-27T15:00:00"],
	["Pay 27th of November", "Pay", "2026-11-27"],
	["Pay on the 27th of November", "Pay", "2026-11-27"],
	["Pay November 27th, 2027", "Pay", "2027-11-27"],
	["Pay fri, 27 nov", "Pay", "2026-11-27"],
	["Pay nov 19", "Pay", "2027-11-19"],
	["Pay 1 jan", "Pay", "2027-01-01"],
	["Pay may 5", "Pay", "2027-05-05"],
	["Pay by march 3", "Pay", "2027-03-03"],
	["Pay 1st march early", "Pay early", "2027-03-01"],
	["Pay on feb 29", "Pay", "2028-02-29"],
	["Pay on the 15th", "Pay", "2026-12-15"],
	["Pay by the 31st", "Pay", "2026-12-31"],
	["Pay on the 30th at 9am", "Pay", "2026-11-30T09:00:00"],
	["Pay 12/1", "Pay", "2026-12-01"],
	["Pay by 9/11", "Pay", "2027-09-11"],
	["Pay 12/25/2026", "Pay", "2026-12-25"],
	["Pay 25/12/26", "Pay", "2026-12-25"],
	["Pay 25.12.2026", "Pay", "2026-12-25"],
	["Pay 2026-12-01", "Pay", "2026-12-01"],
	["Pay 2026-12-01 09:00", "Pay", "2026-12-01T09:00:00"],
	["Pay 2026-12-01T09:00", "Pay", "2026-12-01T09:00:00"],
	["Pay 2026-12-01T09:00:00Z", "Pay", "2026-12-01T04:00:00"],
	["Pay 2026-12-01 at 9am", "Pay", "2026-12-01T09:00:00"],
	["Pay 2026-W53", "Pay", "2026-12-28"],
	["Pay 2026-W53-5 9am", "Pay", "2027-01-01T09:00:00"],
	["Fly 2027-03-14 at 02:30", "Fly", "2027-03-14T03:30:00"],
	["Remind me to call mom tomorrow 5pm", "Remind me to call mom", "2026-11-21T17:00:00"],
	["Remind me tomorrow to call Ann", "Remind me to call Ann", "2026-11-21"],
];

const undated = [
	"The 9/11 report",
	"Remember 9/11",
	"Buy sun cream",
	"May I call Ann",
	"march of dimes",
	"Read 1984",
	"Write second draft",
	"Ask mon ami",
	"The cat sat on it",
	"Buy 2 t-shirts",
	"Call 555-1234",
	"Release version 2.0.1",
	"Meet at 5 guys",
	"Is it 50% off now?",
	"sun",
	"Enjoy the sun",
	"may",
	"they wed in secret",
	"Party sat",
	"April asked about rent",
	"June and August visit",
	"Call Tom",
	"call tom",
	"Mail Tod Smith",
	"Prepare tomorrow's talk",
	"Cook monday's soup",
	"Watch Black Friday",
	"Good Friday hymns",
	"Send the friday report",
	"Finish my monday slides",
	"Read The Sunday Times",
	"Order from monday.com",
	"Postpone to monday",
	"Away until friday",
	"Rest after 5pm",
	"Take the 5pm train",
	"friday or saturday",
	"Cook monday and tuesday",
	"March 5 miles",
	"Only 5 may attend",
	"Read John 3:16",
	"Read page 3/12",
	"Clean room 5/12",
	"2:37 left to win",
	"Watch 3:10 to Yuma",
	"Add 1/2 cup of sugar",
	"Open 24/7",
	"Print at 16:9 ratio",
	"Run for 30 minutes",
	"Study 2 hours",
	"Back in a minute",
	"Be there in a second",
	"feb 30",
	"Pay feb 30",
	"Pay 30 feb 2027 at 5pm",
	"Pay feb 29 2027",
	"Pay nov 31 9am",
	"Pay 2026-02-30",
	"Pay 2026-13-01",
	"Pay 2027-W53",
	"Pay 13/13/2026",
	"Pay 99999-01-01",
	"Pay at 25:00",
	"Pay at 13:75",
	"Fix the 2nd bug",
	"Meet on the 5th floor",
	"Win 1st prize",
	"Read chapter 10",
	"Watch High Noon",
	"Midnight in Paris",
	"Good morning call",
	"Buy night cream",
	"Plan book flights in june",
	"Order 10-12 eggs",
	"Work 9-5",
	"Score 3-2",
	"Ship v1.2.2026",
	"Email ann@friday.com",
	"See https://x.y/2026-12-01/tomorrow",
	"Buy AAA batteries",
	"Check decimal 2.5",
	"Buy 3 days of food",
	"every thing",
	"Everyday carry",
	"Write weekly report",
	"Daily standup notes",
	"Read The Daily",
	"Take pills twice daily",
	"Clean every 1st floor",
	"Every hour counts",
	"Gift 5 times",
	"Meeting last friday",
	"Pay tomorrow friday",
	"",
];

describe("dates in a line, on Friday 20 Nov 2026 at 10:00 in New York", () => {
	test.each(dated)("%s", (text, title, due) => {
		expect(read(text)).toMatchObject({ title, due, recurrence: null });
	});

	test.each(undated)("no date in: %s", (text) => {
		expect(read(text)).toMatchObject({ title: text, due: null, recurrence: null, parts: [] });
	});

	test("at 23:30 tomorrow is still the next day of New York", () => {
		const late = { ...CONTEXT, now: new Date("2026-11-21T04:30:00Z") };
		expect(read("Pay rent tomorrow at 5pm p1 #home every! 3 days", late)).toMatchObject({
			title: "Pay rent",
			due: "2026-11-21T17:00:00",
			recurrence: { rule: "FREQ=DAILY;INTERVAL=3", from: "completion" },
			tags: ["home"],
			priority: "high",
		});
	});

	test("at 23:30 in Los Angeles today is not the day of UTC", () => {
		const context = { now: new Date("2026-11-21T07:30:00Z"), timeZone: "America/Los_Angeles" };
		expect(read("Pay today", context).due).toBe("2026-11-20");
	});

	test("day and month change places outside the United States", () => {
		const london = { ...CONTEXT, timeZone: "Europe/London" };
		expect(read("Pay 12/1", london).due).toBe("2027-01-12");
		expect(read("Pay 12/25/2026", london).due).toBe("2026-12-25");
	});

	test("a time beyond midnight of a clock change is counted in real hours", () => {
		const before = { ...CONTEXT, now: new Date("2027-03-14T06:30:00Z") };
		expect(read("Pay in 1 hour", before).due).toBe("2027-03-14T03:30:00");
	});
});

describe("rules in a line", () => {
	test.each([
		["Gym every weekday at 6am", "Gym", "2026-11-23T06:00:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
		["Gym every weekday at 6pm", "Gym", "2026-11-20T18:00:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
		["Water plants every day", "Water plants", "2026-11-20", "FREQ=DAILY"],
		["Water plants daily", "Water plants", "2026-11-20", "FREQ=DAILY"],
		["Water plants daily at 9am", "Water plants", "2026-11-21T09:00:00", "FREQ=DAILY"],
		["Stretch every morning", "Stretch", "2026-11-21T09:00:00", "FREQ=DAILY"],
		["Stretch every monday evening", "Stretch", "2026-11-23T19:00:00", "FREQ=WEEKLY;BYDAY=MO"],
		[
			"Gym every mon wed and fri at 7am",
			"Gym",
			"2026-11-23T07:00:00",
			"FREQ=WEEKLY;BYDAY=MO,WE,FR",
		],
		["Gym every sat sun", "Gym", "2026-11-21", "FREQ=WEEKLY;BYDAY=SA,SU"],
		["Every friday sat nav", "sat nav", "2026-11-20", "FREQ=WEEKLY;BYDAY=FR"],
		["Backup every month on the 31st", "Backup", "2026-11-30", "FREQ=MONTHLY;BYMONTHDAY=31"],
		[
			"Backup tomorrow every month on the 31st",
			"Backup",
			"2026-11-30",
			"FREQ=MONTHLY;BYMONTHDAY=31",
		],
		["Lunch every last friday noon", "Lunch", "2026-11-27T12:00:00", "FREQ=MONTHLY;BYDAY=-1FR"],
		["Leap every year on feb 29", "Leap", "2027-02-28", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"],
		[
			"Bins every 2 weeks on mon and thu",
			"Bins",
			"2026-11-23",
			"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
		],
		["Bins every friday", "Bins", "2026-11-20", "FREQ=WEEKLY;BYDAY=FR"],
		["Pills every day until 2027-01-01", "Pills", "2026-11-20", "FREQ=DAILY;UNTIL=20270101"],
		["Pills every day until next friday", "Pills", "2026-11-20", "FREQ=DAILY;UNTIL=20261127"],
		["Pills every day 5 times at 9am", "Pills", "2026-11-21T09:00:00", "FREQ=DAILY;COUNT=5"],
		["Pills every day at 9am 5 times", "Pills", "2026-11-21T09:00:00", "FREQ=DAILY;COUNT=5"],
		[
			"Pills every day at 9am until 2027-01-01",
			"Pills",
			"2026-11-21T09:00:00",
			"FREQ=DAILY;UNTIL=20270101",
		],
		["Diet every day starting monday", "Diet", "2026-11-23", "FREQ=DAILY"],
		["every day Water plants", "Water plants", "2026-11-20", "FREQ=DAILY"],
		[
			"Sit every feb 29 and smile",
			"Sit and smile",
			"2027-02-28",
			"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
		],
	])("%s", (text, title, due, rule) => {
		expect(read(text)).toMatchObject({ title, due, recurrence: { rule, from: "due" } });
	});

	test("a rule that has ended stays text", () => {
		const text = "Pills every day until 2020-01-01";
		expect(read(text)).toMatchObject({ title: text, recurrence: null, due: null });
	});
});

describe("tags, priorities, reminders", () => {
	test("all of a line is read", () => {
		expect(read("Pay rent tomorrow 9am every month #home !high")).toEqual({
			title: "Pay rent",
			due: "2026-11-21T09:00:00",
			recurrence: { rule: "FREQ=MONTHLY", from: "due" },
			durationMinutes: null,
			tags: ["home"],
			priority: "high",
			reminders: [],
			parts: [
				{ kind: "date", text: "tomorrow 9am", start: 9, end: 21, label: "Tomorrow 09:00" },
				{ kind: "recurrence", text: "every month", start: 22, end: 33, label: "every month" },
				{ kind: "tag", text: "#home", start: 34, end: 39, label: "#home" },
				{ kind: "priority", text: "!high", start: 40, end: 45, label: "High" },
			],
		});
	});

	test.each([
		["Buy #Milk", "Buy", ["milk"]],
		["Buy #milk, bread", "Buy, bread", ["milk"]],
		["#a #b c", "c", ["a", "b"]],
		["Buy #a #A", "Buy", ["a"]],
		["Fix (#bug)", "Fix", ["bug"]],
		["Buy #ärger #日本 #🎉", "Buy", ["ärger", "日本", "🎉"]],
		["Buy #home/garden #to-do #a.b.", "Buy.", ["home/garden", "to-do", "a.b"]],
		['Buy #"to eat" x', "Buy x", ["to eat"]],
		["issue #1", "issue #1", []],
		["C# course", "C# course", []],
		["a#b", "a#b", []],
		["##b", "##b", []],
		["# b", "# b", []],
		["see https://x.y/#frag", "see https://x.y/#frag", []],
		[`x #${"a".repeat(51)}`, `x #${"a".repeat(51)}`, []],
	])("%s", (text, title, tags) => {
		expect(read(text)).toMatchObject({ title, tags });
	});

	test("more tags than a task may have are all read, so that whoever adds it can be told", () => {
		const tags = Array.from({ length: 21 }, (_, index) => `t${index}`);
		const found = read(`x ${tags.map((tag) => `#${tag}`).join(" ")}`);
		expect(found).toMatchObject({ title: "x", tags });
	});

	test.each([
		["Pay !high", "Pay", "high"],
		["Pay !MEDIUM now", "Pay now", "medium"],
		["Pay !low.", "Pay.", "low"],
		["P1: server down", "server down", "high"],
		["Pay p2", "Pay", "medium"],
		["Pay p3", "Pay", "low"],
		["Pay p1 p3", "Pay p1", "low"],
		["Pay p4", "Pay p4", null],
		["Buy mp3 p1x", "Buy mp3 p1x", null],
		["Wow!high", "Wow!high", null],
	])("%s", (text, title, priority) => {
		expect(read(text)).toMatchObject({ title, priority });
	});

	test.each([
		["Pay friday remind me 30 minutes before", "Pay", [{ minutesBefore: 30 }]],
		["Pay friday remind me 1h before", "Pay", [{ minutesBefore: 60 }]],
		[
			"Pay friday 5pm remind me 1 day before and 1 hour before",
			"Pay",
			[{ minutesBefore: 1440 }, { minutesBefore: 60 }],
		],
		["Pay friday 5pm remind me at due time", "Pay", [{ minutesBefore: 0 }]],
		["Pay remind me at 2026-11-30 18:00", "Pay", [{ at: "2026-11-30T18:00:00" }]],
		["Pay remind me tomorrow", "Pay", [{ at: "2026-11-21T09:00:00" }]],
		["Pay remind me 30 minutes before", "Pay remind me 30 minutes before", []],
		["Pay friday remind me 29 days before", "Pay remind me 29 days before", []],
		["Remind me of this", "Remind me of this", []],
	])("%s", (text, title, reminders) => {
		expect(read(text)).toMatchObject({ title, reminders });
	});
});

describe("what stays text", () => {
	test.each([
		["Fix \\#12 \\#bug \\!high \\p1", "Fix #12 #bug !high p1"],
		["Pay \\tomorrow", "Pay tomorrow"],
		["Pay \\every day", "Pay every day"],
		['Read "friday #x p1"', 'Read "friday #x p1"'],
		["Read “friday”", "Read “friday”"],
		["Open C:\\temp", "Open C:\\temp"],
		["Open \\\\server", "Open \\server"],
		["a \\ b", "a \\ b"],
		['Buy 12" pizza', 'Buy 12" pizza'],
	])("%s", (text, title) => {
		expect(read(text)).toMatchObject({ title, due: null, parts: [] });
	});

	test.each(["tomorrow", "#home p1", "every day", "(tomorrow)"])(
		"%s alone is title too, and still counts",
		(text) => {
			const found = read(text);
			expect(found.title).toBe(text);
			expect(found.parts.length).toBeGreaterThan(0);
		},
	);

	test("a removed part is words of the title", () => {
		const text = "Pay rent tomorrow 9am every month #home !high";
		for (const part of read(text).parts) {
			const without = escapePart(text, part);
			const found = read(without);
			expect(found.title).toBe(`Pay rent ${part.text}`);
			expect(found.parts.map(({ kind }) => kind)).not.toContain(part.kind);
		}
	});

	test("what comes after 3,000 characters is title, unparsed", () => {
		const words = "word ".repeat(700).trim();
		const found = read(`#first ${words} #last tomorrow`);
		expect(found).toMatchObject({ tags: ["first"], due: null });
		expect(found.title.endsWith("word #last tomorrow")).toBe(true);
	});
});

const pieces = fc.oneof(
	fc.string({ unit: "binary" }),
	fc.constantFrom(
		...'tomorrow friday 5pm at 9 #tag #1 p1 !low every! every month 3 days until 2027-01-01 5 times remind me 10 minutes before feb 30 nov 12/1 ( ) , . - : " “ ” \\ \\# 🎉 שלום \ud800 \udc00 \0 İ ß in 2 hours sun on the 31st of and'.split(
			" ",
		),
	),
);
const lines = fc.array(pieces, { maxLength: 14 }).map((words) => words.join(" "));

describe("any text", () => {
	test("is read without throwing, into parts that are in order and dates that exist", () => {
		fc.assert(
			fc.property(lines, (text) => {
				const { due, parts, title } = read(text);
				expect(title === "").toBe(text.trim() === "");
				let end = 0;
				for (const part of parts) {
					expect(part.start).toBeGreaterThanOrEqual(end);
					expect(part.text).toBe(text.slice(part.start, part.end));
					expect(part.text).not.toBe("");
					expect(part.label).not.toBe("");
					end = part.end;
				}
				if (due !== null) {
					const dateTime = `${due.padEnd(19, "T00:00:00")}Z`;
					expect(new Date(dateTime).toISOString()).toContain(due);
				}
			}),
			{ numRuns: 500 },
		);
	});

	test("keeps every word that is in no part", () => {
		const words = fc.array(fc.stringMatching(/^[b-z]{2}x[b-z]{2}$/), {
			minLength: 1,
			maxLength: 8,
		});
		fc.assert(
			fc.property(words, (plain) => {
				const text = `${plain.join(" ")} tomorrow #x`;
				expect(read(text).title).toBe(plain.join(" "));
			}),
		);
	});

	test.each([
		"tomorrow ",
		"every ",
		"every day until ",
		"remind me ",
		"1 day and ",
		'"',
		"#a",
		"@",
		"\\a ",
		"mon, ",
		"in 2 ",
		"\t",
		"x",
		"FREQ=",
	])("of 10,000 characters of %j takes less than a quarter of a second", (piece) => {
		const text = piece.repeat(10_000 / piece.length);
		read(text);
		expect(cpuTime(() => read(text))).toBeLessThan(250);
	});
});
