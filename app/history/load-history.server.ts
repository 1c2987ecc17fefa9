import type { Scope } from "#app/core/scope.server.ts";
import { ACTOR_LABELS, EVENT_LABELS } from "#app/tasks/view/task-view.server.ts";
import { countChanges, listChanges, listFirstEvents } from "#db/tasks/history.server.ts";
import { UNDO_DEPTH } from "#db/tasks/undo.server.ts";
import { DAY_MS } from "#domain/time/durations.ts";
import type { Clock } from "#domain/time/format-due-date.ts";
import { toInstantView } from "#domain/time/instant-view.ts";
import { fieldChanges } from "./field-changes.ts";
import type { ChangeView, EditView } from "./history-view.ts";
import { RESTORE_DAYS } from "./restore-commands.server.ts";

const PAGE_SIZE = 25;
/** How many tasks of one change are listed. */
const TASKS_SHOWN = 5;

type ChangeRow = Awaited<ReturnType<typeof listChanges>>[number];
type EventRow = Awaited<ReturnType<typeof listFirstEvents>>[number];

/** A page of the user's changes by all actors, newest first. In one trip. */
export async function loadHistory(scope: Scope, page: number, userClock: Promise<Clock>) {
	const { db, userId } = scope;
	const asked = { page, limit: PAGE_SIZE };
	const [clock, changes, events, total] = await Promise.all([
		userClock,
		listChanges(db, userId, asked),
		listFirstEvents(db, userId, asked, TASKS_SHOWN),
		countChanges(db, userId),
	]);
	const views = changes.map((change) => {
		const own = events.filter(({ changeId }) => changeId === change.id);
		return toChangeView(scope, clock, change, own);
	});
	return { changes: views, page, limit: PAGE_SIZE, total };
}

function toChangeView(
	scope: Scope,
	clock: Clock,
	change: ChangeRow,
	events: EventRow[],
): ChangeView {
	const { id, summary, state, createdAt, affected } = change;
	const reportedAt = events[0]?.reportedAt ?? null;
	return {
		id,
		summary,
		by: events[0] ? ACTOR_LABELS[events[0].actor] : null,
		at: toInstantView(createdAt, scope.timeZone, clock),
		offlineAt: reportedAt && toInstantView(reportedAt, scope.timeZone, clock),
		isUndone: state === "undone" || state === "discarded",
		affected,
		edits: events.map((event) => toEditView(event, clock)),
		action: actionOf(change, events, scope.now),
	};
}

function toEditView({ taskId, type, before, after, isThere }: EventRow, clock: Clock): EditView {
	return {
		taskId,
		title: (after ?? before)?.title ?? "",
		verb: EVENT_LABELS[type],
		isThere,
		fields: before && after ? fieldChanges(before, after, clock) : [],
	};
}

function actionOf(change: ChangeRow, events: EventRow[], now: Date): ChangeView["action"] {
	const { id, state, laterSteps, createdAt } = change;
	// Events are kept for a year. Without them a change cannot be reversed.
	if (events.length === 0) return null;
	const isGone = events.some(({ type, isThere }) => type === "task-deleted" && !isThere);
	if (state === "done" && laterSteps < UNDO_DEPTH) {
		return { intent: `undo/${id}`, label: isGone ? "Restore" : "Undo" };
	}
	if (state === "undone") return { intent: `redo/${id}`, label: "Redo" };
	if (isGone && now.getTime() - createdAt.getTime() < RESTORE_DAYS * DAY_MS) {
		return { intent: `restore/${id}`, label: "Restore" };
	}
	return null;
}
