import { makeZip } from "client-zip";
import type { Scope } from "#app/core/scope.server.ts";
import {
	findWholeAccount,
	listAccountEventsAfter,
	listNotificationsAfter,
	listTaskEventsAfter,
} from "#db/accounts/archive.server.ts";
import { listTasksAfter } from "#db/transfer/transfer.server.ts";

type ArchiveScope = Pick<Scope, "db" | "userId" | "now"> & {
	/** Reads the chats, which are not in D1 but in the user's object. */
	exportChats: () => Promise<unknown[]>;
};

/** Rows a page: an event may hold a task twice, with descriptions of 10,000 characters. */
const PART_SIZE = 200;

/**
 * All that Tend keeps of the user, as a ZIP file that is made while it is read, so that it never is
 * in memory as a whole. Each part is a trip to D1.
 */
export function makeArchive(scope: ArchiveScope): ReadableStream<Uint8Array> {
	return makeZip(filesOf(scope));
}

async function* filesOf({ db, userId, now, exportChats }: ArchiveScope) {
	const file = (name: string, input: string | AsyncIterable<string>) => ({
		name,
		input,
		lastModified: now,
	});
	yield file("README.txt", README);
	yield file("account.json", `${JSON.stringify(await findWholeAccount(db, userId), null, "\t")}\n`);
	const tasks = asJson({ id: 0 }, (last) => listTasksAfter(db, userId, last.id, PART_SIZE));
	yield file("tasks.json", tasks);
	const taskEvents = asJson({ taskId: 0, id: "" }, (last: { taskId: number | null; id: string }) =>
		listTaskEventsAfter(db, userId, last, PART_SIZE),
	);
	yield file("task-events.json", taskEvents);
	const accountEvents = asJson({ id: "" }, (last) =>
		listAccountEventsAfter(db, userId, last.id, PART_SIZE),
	);
	yield file("account-events.json", accountEvents);
	const notifications = asJson({ createdAt: new Date(0), id: "" }, (last) =>
		listNotificationsAfter(db, userId, last, PART_SIZE),
	);
	yield file("notifications.json", notifications);
	yield file("chats.json", `${JSON.stringify(await exportChats(), null, "\t")}\n`);
}

/** A JSON array of all rows, a line each; `listAfter` gives the part that comes after a row. */
async function* asJson<Place, Row extends Place>(
	start: Place,
	listAfter: (last: Place) => Promise<Row[]>,
) {
	let last = start;
	let before = "[\n";
	for (;;) {
		const rows = await listAfter(last);
		if (rows.length > 0) yield before + rows.map((row) => JSON.stringify(row)).join(",\n");
		if (rows.length > 0) before = ",\n";
		if (rows.length < PART_SIZE) break;
		last = rows.at(-1) ?? last;
	}
	yield before === "[\n" ? "[]\n" : "\n]\n";
}

const README = `All that Tend keeps of you.

account.json         your profile and settings; sessions, tokens, webhooks and devices,
                     without what signs anybody in
tasks.json           your tasks, completed ones and subtasks included
task-events.json     what was done to tasks, those that are deleted included: by which door,
                     and the task before and after
account-events.json  signing in and the like
notifications.json   reminders and other notifications
chats.json           your conversations with the assistant

Times are in UTC, but due dates are the time on the clock of where you are.
`;
