import { z } from "zod";
import { undo } from "#app/history/undo-commands.server.ts";
import { wholeNumber } from "./task-result.server.ts";
import { defineTool } from "./tool.server.ts";

/** Reverses the user's last change that can be undone. Throws `Conflict` when there is none. */
export const undoTool = defineTool({
	name: "undo",
	title: "Undo",
	description:
		"Take back the user's last change of tasks, whichever way it was made. Call it again for the one before.",
	annotations: { readOnly: false, destructive: false, idempotent: false },
	inputSchema: z.strictObject({}),
	outputSchema: z.object({
		status: z.literal("undone"),
		summary: z.string().describe("What was taken back"),
		affected: wholeNumber,
		skipped: z.array(wholeNumber).optional().describe("Changed again since, so left as they are"),
	}),
	async run(scope) {
		const { summary, affected, skipped } = await undo(scope);
		return {
			status: "undone" as const,
			summary,
			affected,
			...(skipped.length > 0 ? { skipped } : {}),
		};
	},
	receipt: ({ summary }) => ({ text: `Undone: ${summary}`, taskId: null }),
});
