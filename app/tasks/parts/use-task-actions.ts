import { type FormEvent, useState } from "react";
import { useFetchers, useLocation } from "react-router";
import { useOfflineQueue } from "#app/client/offline/queue.ts";
import { useSubmitForm } from "#app/client/submit/submit-form.ts";
import type { Status } from "#domain/task/task.ts";
import {
	type Departed,
	needsAsking,
	type PendingChange,
	type PendingRow,
	readPendingChange,
	readWaitingChange,
	withDeparted,
	withPending,
} from "./pending-changes.ts";
import { keepFocusNear } from "./row-focus.ts";

/** As long as task-row.css takes to strike a row through and fold it away. */
const LEAVING_MS = 700;

/** The forms on tasks that are under way, or wait to be sent, as changes. */
export function usePendingChanges(): PendingChange[] {
	return [...useWaitingChanges(), ...useChangesUnderWay()];
}

function useChangesUnderWay(): PendingChange[] {
	return useFetchers().flatMap(({ formData }) => (formData ? [readPendingChange(formData)] : []));
}

function useWaitingChanges(): PendingChange[] {
	return useOfflineQueue().changes.map(readWaitingChange);
}

/**
 * A list of tasks as it will be when the server has answered, and what sends the list's form without
 * leaving the page. When the server refuses, the forms are no longer under way and the rows are as
 * they were. `parentId` is of the task that these are the subtasks of.
 */
export function useTaskActions<Row extends PendingRow>(
	loaded: Row[],
	status: Status | undefined,
	parentId?: number,
) {
	const { pathname, search } = useLocation();
	const send = useSubmitForm();
	const waiting = useWaitingChanges();
	const pending = useChangesUnderWay();
	// What waits is as good as done: such rows are not seen going each time that the page is opened.
	const rows = withPending(loaded, waiting, status)
		.filter(({ leaving }) => leaving === null)
		.map(({ row }) => row);
	const [departed, setDeparted] = useState<Departed<Row>[]>([]);

	const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault();
		const list = event.currentTarget;
		const { submitter } = event.nativeEvent as SubmitEvent;
		const form = new FormData(list, submitter);
		const change = readPendingChange(form);
		const isOneTask = submitter?.closest("li");
		// What is selected and typed for many tasks has nothing to do with a button of one.
		if (isOneTask) for (const name of ["selected", "newTag", "newPriority"]) form.delete(name);
		const going = leavingWith(rows, change, status);
		if (going.length > 0) keepFocusNear(list, change.ids);
		setDeparted((others) => [...others, ...going]);
		const forget = () => setDeparted((all) => all.filter((row) => !going.includes(row)));
		setTimeout(forget, LEAVING_MS);
		const isForMany = !isOneTask && !needsAsking(change);
		if (isForMany) list.reset();
		const { kind } = await send(form, pathname + search);
		if (kind === "done" || kind === "queued") return;
		forget();
		if (isForMany) fillAgain(list, form);
	};

	const adding = [...waiting, ...pending].filter(
		({ verb, parentId: under }) => verb === "add" && under === parentId,
	);
	const shown = withDeparted(withPending(rows, pending, status), departed);
	return { shown, adding, onSubmit };
}

/** Selects and types again what was sent in vain. */
function fillAgain(list: HTMLFormElement, form: FormData) {
	const selected = form.getAll("selected");
	for (const control of list.elements) {
		if (control instanceof HTMLInputElement && control.type === "checkbox") {
			control.checked ||= selected.includes(control.value);
		} else if (control instanceof HTMLInputElement || control instanceof HTMLSelectElement) {
			control.value ||= String(form.get(control.name) ?? "");
		}
	}
}

function leavingWith<Row extends PendingRow>(
	rows: Row[],
	change: PendingChange,
	status: Status | undefined,
): Departed<Row>[] {
	if (needsAsking(change)) return [];
	return withPending(rows, [change], status).flatMap((shown, index) =>
		shown.leaving ? [{ ...shown, index }] : [],
	);
}
