import type { FormReply } from "#app/core/form.ts";
import type { TaskFormValues } from "#domain/task/task-form-values.ts";

/** Whether the saved value of a field differs from what the user submitted. */
export function differsFrom(
	saved: TaskFormValues | null,
	reply: FormReply | null,
	name: keyof TaskFormValues,
): boolean {
	// Browsers send a textarea's lines with CR LF (WHATWG HTML, "constructing the entry list").
	return saved !== null && saved[name] !== reply?.values[name]?.replaceAll("\r\n", "\n");
}
