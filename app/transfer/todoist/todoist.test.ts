import { expect, test } from "vitest";
import { readAll } from "#tests/read-file.ts";

// In the shape of Todoist's "Export as CSV": the columns of its help, and those added since.
const HEADER =
	"TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE,DURATION,DURATION_UNIT,DEADLINE,DEADLINE_LANG";

const read = (...rows: string[]) => readAll(`\uFEFF${[HEADER, ...rows].join("\r\n")}\r\n`);

test("a project is read with its sections, subtasks, labels, notes and dates", async () => {
	const { format, tasks, notes } = await read(
		"meta,view_style=list,,,,,,,,,,,,",
		"task,Repot the basil @garden @weekend,From the shed,1,1,Kai (1),,Dec 5 2026,en,Africa/Cairo,,None,,",
		'task,"Buy compost, ""peat-free""",,4,2,Kai (1),,,en,,,None,,',
		"task,The small bag,,3,3,Kai (1),,tomorrow 18:00,en,,,None,,",
		"note,Ask Dana,,,,Kai (1),,,,,,,,",
		",,,,,,,,,,,,,",
		'section,"Home, weekly",,,,,,,,,,,,',
		"task,* Water the ferns,,2,1,Kai (1),,every monday at 9am,en,Africa/Cairo,,None,,",
	);
	expect(format).toBe("todoist");
	expect(notes).toEqual(["5 note: It was deeper: Tend has one level of subtasks."]);
	const [basil, compost, bag, ferns] = tasks;
	expect(basil).toMatchObject({
		title: "Repot the basil",
		description: "From the shed",
		priority: "high",
		tags: ["garden", "weekend"],
		due: "2026-12-05",
		parentRef: null,
	});
	expect(compost).toMatchObject({ title: 'Buy compost, "peat-free"', priority: "low" });
	expect(compost?.parentRef).toBe(basil?.ref);
	expect(bag).toMatchObject({ due: "2026-11-21T18:00:00", description: "Ask Dana" });
	expect(bag?.parentRef).toBe(basil?.ref);
	expect(ferns).toMatchObject({
		title: "Water the ferns",
		priority: "medium",
		tags: ["Home weekly"],
		due: "2026-11-23T09:00:00",
		recurrence: { rule: "FREQ=WEEKLY;BYDAY=MO", from: "due" },
		parentRef: null,
	});
});

test.each([
	["every day", "2026-11-20", "FREQ=DAILY", "due"],
	["ev! 3 days", "2026-11-20", "FREQ=DAILY;INTERVAL=3", "completion"],
	["every weekday at 7:30", "2026-11-23T07:30:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "due"],
	["every other week", "2026-11-20", "FREQ=WEEKLY;INTERVAL=2", "due"],
	["every 3rd friday", "2026-11-20", "FREQ=MONTHLY;BYDAY=3FR", "due"],
	["every month on the 31st", "2026-11-30", "FREQ=MONTHLY;BYMONTHDAY=31", "due"],
	["every jan 27th", "2027-01-27", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=27", "due"],
	["every day ending 2027-01-05", "2026-11-20", "FREQ=DAILY;UNTIL=20270105", "due"],
	["every monday starting 2 dec", "2026-12-07", "FREQ=WEEKLY;BYDAY=MO", "due"],
	["every workday", "2026-11-20", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "due"],
	["after 10 days", "2026-11-30", "FREQ=DAILY;INTERVAL=10", "completion"],
])("%s repeats", async (words, due, rule, from) => {
	const { tasks, notes } = await read(`task,x,,1,1,,,"${words}",en,,,,,`);
	expect(notes).toEqual([]);
	expect(tasks).toMatchObject([{ due, recurrence: { rule, from } }]);
});

test("what Tend has no place for is kept as words, or named", async () => {
	const { tasks, notes } = await read(
		"note,About the project,,,,,,,,,,,,",
		"task,A,Text,1,1,,Dana (2),jeden Montag,de,,30,minute,,",
		"task,B,,9,1,,,2026-12-01,en,,,,2026-12-24,en",
		"task,C,,,1,,,,,,,,2026-12-24,en",
		"milestone,D,,,,,,,,,,,,",
	);
	expect(tasks).toMatchObject([
		{ title: "A", due: null, description: "Text\n\nDate: jeden Montag" },
		{ title: "B", due: "2026-12-01", description: "Deadline: 2026-12-24" },
		{ title: "C", due: "2026-12-24", description: "" },
	]);
	expect(notes).toEqual([
		"2 ignored: A comment on the project: Tend has no projects.",
		"3 note: Who is responsible for a task is left out.",
		"3 note: How long a task takes is left out.",
		"3 note: “jeden Montag” is not read as a date: it is kept in the description.",
		"4 note: “9” is no priority of Todoist’s: it is left out.",
		"6 error: “milestone” is no type of Todoist’s. It is task, section or note.",
	]);
});

test("an address is no label, and a label alone stays the title", async () => {
	const { tasks } = await read(
		"task,Mail ann@example.com,,4,1,,,,,,,,,",
		"task,@waiting,,4,1,,,,,,,,,",
	);
	expect(tasks).toMatchObject([
		{ title: "Mail ann@example.com", tags: [] },
		{ title: "@waiting", tags: ["waiting"] },
	]);
});
