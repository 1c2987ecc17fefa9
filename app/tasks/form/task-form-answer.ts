import type { FormReply } from "#app/core/form.ts";
import type { EditConflict } from "#domain/task/task-form-values.ts";

/** The action's data for a task form that was not saved. */
export type TaskFormAnswer = { reply: FormReply; conflict?: EditConflict | null };
