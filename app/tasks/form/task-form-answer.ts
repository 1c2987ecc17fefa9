import type { FormReply } from "#app/core/form.ts";
import type { EditConflict } from "#domain/task/task-form-values.ts";

/** What the server says of a task form that it did not save. */
export type TaskFormAnswer = { reply: FormReply; conflict?: EditConflict | null };
