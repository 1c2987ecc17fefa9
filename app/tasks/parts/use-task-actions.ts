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
	parsePendingChange,
	parseQueuedChange,
	withDeparted,
	withPending,
} from "./pending-changes.ts";
import { keepFocusNear } from "./row-focus.ts";

/** The length of the exit animation in task-row.css. */
const LEAVING_MS = 700;

/** The changes of tasks that are queued offline or in flight. */
export function usePendingChanges(): PendingChange[] {
	return [...useQueuedChanges(), ...useInFlightChanges()];
}

function useInFlightChanges(): PendingChange[] {
	return useFetchers().flatMap(({ formData }) => (formData ? [parsePendingChange(formData)] : []));
}

function useQueuedChanges(): PendingChange[] {
	return useOfflineQueue().changes.map(parseQueuedChange);
}

/**
 * The rows of a task list with pending changes applied (`shown`), the tasks being added (`adding`), and
 * the submit handler of the list's form, which does not navigate. When the server refuses a form, it is
 * no longer in flight, so the rows return to what was loaded. `parentId`: for a list of subtasks.
 */
export function useTaskActions<Row extends PendingRow>(
	loaded: Row[],
	status: Status | undefined,
	parentId?: number,
) {
	const { pathname, search } = useLocation();
	const submit = useSubmitForm();
	const queued = useQueuedChanges();
	const pending = useInFlightChanges();
	// Queued changes count as done: without this the exit animation would run on every visit.
	const rows = withPending(loaded, queued, status)
		.filter(({ leaving }) => leaving === null)
		.map(({ row }) => row);
	const [departed, setDeparted] = useState<Departed<Row>[]>([]);

	const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault();
		const list = event.currentTarget;
		const { submitter } = event.nativeEvent as SubmitEvent;
		const form = new FormData(list, submitter);
		const change = parsePendingChange(form);
		const isOneTask = submitter?.closest("li");
		// A row's own button is in the form of the whole list: the fields of bulk actions do not concern it.
		if (isOneTask) for (const name of ["selected", "newTag", "newPriority"]) form.delete(name);
		const going = leavingWith(rows, change, status);
		if (going.length > 0) keepFocusNear(list, change.ids);
		setDeparted((others) => [...others, ...going]);
		const forget = () => setDeparted((all) => all.filter((row) => !going.includes(row)));
		setTimeout(forget, LEAVING_MS);
		const isForMany = !isOneTask && !needsAsking(change);
		if (isForMany) list.reset();
		const { kind } = await submit(form, pathname + search);
		if (kind === "done" || kind === "queued") return;
		forget();
		if (isForMany) fillAgain(list, form);
	};

	const adding = [...queued, ...pending].filter(
		({ verb, parentId: under }) => verb === "add" && under === parentId,
	);
	const shown = withDeparted(withPending(rows, pending, status), departed);
	return { shown, adding, onSubmit };
}

/** Restores the selection and the bulk fields after a refused submission. */
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
