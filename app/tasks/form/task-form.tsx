import { type FormEvent, useState } from "react";
import { useSubmitForm } from "#app/client/submit/submit-form.ts";
import { TASK_BUTTONS_ID } from "#app/tasks/parts/task-buttons.tsx";
import { Button } from "#app/ui/button.tsx";
import { FormErrors } from "#app/ui/field.tsx";
import { numberedIntent } from "#domain/task/intents.ts";
import type { Status } from "#domain/task/task.ts";
import type { TaskFormValues } from "#domain/task/task-form-values.ts";
import { SeriesRangeChoice } from "./series-range.tsx";
import { differsFrom } from "./task-conflict.ts";
import { TaskFields } from "./task-fields.tsx";
import type { TaskFormAnswer } from "./task-form-answer.ts";
import { TitleRow } from "./title-row.tsx";
import { useKeptForm } from "./use-kept-form.ts";

type TaskFormProps = {
	task: {
		id: number;
		status: Status;
		version: number;
		values: TaskFormValues;
		descriptionHtml: string;
		/** Whether it is the open task of a series. */
		isInSeries: boolean;
	};
	answer: TaskFormAnswer | null;
};

/** The form of a task's fields. Unsaved input is kept when the task is revalidated with a newer version. */
export function TaskForm({ task, answer: posted }: TaskFormProps) {
	const { id, status, version, values, descriptionHtml, isInSeries } = task;
	const submit = useSubmitForm();
	const [answered, setAnswer] = useState(posted);
	const [isTouched, setTouched] = useState(posted !== null);
	const { kept, dismiss } = useKeptForm(id, isTouched);
	// The version that the fields show, and that is submitted as the expected one. A newer version replaces
	// it while the form is untouched, or when its values are the same; otherwise saving is a conflict,
	// which shows both.
	const [base, setBase] = useState({ values, version, shownSince: version });
	if (base.version !== version) {
		if (!isTouched) setBase({ values, version, shownSince: version });
		else if (sameValues(base.values, values)) setBase({ ...base, version });
	}

	const save = async (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault();
		const form = new FormData(event.currentTarget);
		form.set("intent", "save");
		const outcome = await submit(form, `/tasks/${id}`);
		if (outcome.kind !== "unreachable") dismiss();
		if (outcome.kind === "done" || outcome.kind === "queued") {
			setAnswer(null);
			setTouched(false);
		} else if (outcome.reply) {
			setAnswer(outcome.answer as TaskFormAnswer);
		}
	};
	const answer = answered ?? kept?.answer ?? null;
	const reply = answer?.reply ?? null;
	const conflict = answer?.conflict ?? null;
	const saved = conflict?.saved ?? null;
	const savedTitle = saved && differsFrom(saved, reply, "title") ? saved.title : null;
	return (
		<form method="post" onSubmit={save} onInput={() => setTouched(true)} className="task-fields">
			<input
				type="hidden"
				name="version"
				value={conflict?.version ?? kept?.version ?? base.version}
			/>
			{conflict ? <ConflictNotice id={id} onDiscard={dismiss} /> : <FormErrors reply={reply} />}
			<div key={`${base.shownSince} ${kept?.key}`} className="contents">
				<TitleRow
					{...{ id, status, reply }}
					title={base.values.title}
					priority={base.values.priority}
					saved={savedTitle}
				/>
				<TaskFields {...{ descriptionHtml, reply }} values={base.values} saved={saved} />
				{isInSeries && <SeriesRangeChoice reply={reply} />}
			</div>
			<p className="flex flex-wrap gap-2">
				<Button look="primary" name="intent" value="save">
					Save
				</Button>
				{isInSeries && (
					<Button
						look="quiet"
						form={TASK_BUTTONS_ID}
						name="intent"
						value={numberedIntent("skip", id)}
					>
						Skip this one
					</Button>
				)}
			</p>
		</form>
	);
}

function ConflictNotice({ id, onDiscard }: { id: number; onDiscard: () => void }) {
	return (
		<div role="alert" className="rounded-lg bg-danger-soft px-4 py-3">
			<p className="font-semibold text-danger">This task was changed meanwhile.</p>
			<p>
				The fields have what you typed; what is saved now stands below those that differ. Save to
				keep yours, or{" "}
				<a href={`/tasks/${id}`} onClick={onDiscard}>
					discard yours
				</a>
				.
			</p>
		</div>
	);
}

function sameValues(a: TaskFormValues, b: TaskFormValues) {
	return (Object.keys(a) as (keyof TaskFormValues)[]).every((name) => a[name] === b[name]);
}
