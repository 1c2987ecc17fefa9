import type { FormEvent } from "react";
import { useSubmit } from "react-router";
import { useSubmitForm } from "#app/client/submit/submit-form.ts";
import { parseTaskIntent } from "#domain/task/intents.ts";

export const TASK_BUTTONS_ID = "task-buttons";

/**
 * The form of the buttons that act on the saved task (complete, skip, delete). The buttons are inside and
 * below the form of its fields and refer to this one by `form`, so that unsaved fields are not submitted.
 */
export function TaskButtons({ id }: { id: number }) {
	const submit = useSubmitForm();
	const submitAndNavigate = useSubmit();
	const onSubmit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault();
		const { submitter } = event.nativeEvent as SubmitEvent;
		const form = new FormData(event.currentTarget, submitter);
		// A deleted task has no page to stay on, so this one navigates.
		if (parseTaskIntent(form.get("intent"))?.name === "delete-task")
			void submitAndNavigate(form, { method: "post" });
		else void submit(form, `/tasks/${id}`);
	};
	return <form method="post" id={TASK_BUTTONS_ID} onSubmit={onSubmit} />;
}
