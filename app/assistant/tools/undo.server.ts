import { z } from "zod";
import { previewUndo, undo } from "#app/history/undo-commands.server.ts";
import { wholeNumber } from "./task-result.server.ts";
import { defineTool } from "./tool.server.ts";

/** How many titles a question shows. */
const TITLES_SHOWN = 5;

/**
 * Reverses the user's last change that can be undone. Needs approval where that deletes, or touches more
 * than one task. Throws `Conflict` when there is none.
 */
export const undoTool = defineTool({
	name: "undo",
	title: "Undo",
	description:
		"Take back the user's last change of tasks, whichever way it was made. Call it again for the one before. The user is asked first where that deletes, or changes more than one task.",
	annotations: { readOnly: false, destructive: true, idempotent: false },
	inputSchema: z.strictObject({}),
	outputSchema: z.object({
		status: z.literal("undone"),
		summary: z.string().describe("What was taken back"),
		affected: wholeNumber,
		skipped: z.array(wholeNumber).optional().describe("Changed again since, so left as they are"),
	}),
	async preview(scope) {
		const found = await previewUndo(scope);
		if (!found) return null;
		const { changeId, summary, affected, deleted, titles } = found;
		const effect =
			deleted > 0 ? `This deletes ${countTasks(deleted)}` : `This changes ${countTasks(affected)}`;
		return {
			changeId,
			needsApproval: deleted > 0 || affected > 1,
			question: `Undo: ${summary}? ${effect}.`,
			titles: titles.slice(0, TITLES_SHOWN),
			others: Math.max(0, affected - TITLES_SHOWN),
		};
	},
	async run(scope, _, changeId) {
		const { summary, affected, skipped } = await undo(scope, changeId);
		return {
			status: "undone" as const,
			summary,
			affected,
			...(skipped.length > 0 ? { skipped } : {}),
		};
	},
	receipt: ({ summary }) => ({ text: `Undone: ${summary}`, taskId: null }),
});

function countTasks(count: number): string {
	return count === 1 ? "1 task" : `${count} tasks`;
}
