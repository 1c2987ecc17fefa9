/** What is said in the status region after an action; `undo` names the change to take back. */
export type Flash = { message: string; undo: string | null; tone: "done" | "refused" };
