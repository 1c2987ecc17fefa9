import type { FormEvent } from "react";
import { useSubmit } from "react-router";
import { useSubmitForm } from "#app/client/submit/submit-form.ts";
import { parseTaskIntent } from "#domain/task/intents.ts";

export const TASK_BUTTONS_ID = "task-buttons";

/**
 * The form of the buttons that act on the task as it is saved: they stand inside and below the form
 * of its fields, and must not send those.
 */
export function TaskButtons({ id }: { id: number }) {
	const send = useSubmitForm();
	const submit = useSubmit();
	const onSubmit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault();
		const { submitter } = event.nativeEvent as SubmitEvent;
		const form = new FormData(event.currentTarget, submitter);
		// After deleting there is nothing to stay for.
		if (parseTaskIntent(form.get("intent"))?.name === "delete-task")
			void submit(form, { method: "post" });
		else void send(form, `/tasks/${id}`);
	};
	return <form method="post" id={TASK_BUTTONS_ID} onSubmit={onSubmit} />;
}
