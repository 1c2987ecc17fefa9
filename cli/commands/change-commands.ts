import type { Command } from "commander";
import { call } from "#cli/backend/api.ts";
import type { Context } from "#cli/invocation/context.ts";
import { statsLines } from "#cli/output/stats-lines.ts";
import { harmless } from "#cli/output/terminal.ts";
import type { Statistics } from "#domain/statistics/statistics.ts";

/** What concerns all tasks: taking changes back, doing them again, statistics. */

type Open = (command: Command) => Context;
type Reversed = { undone: { summary: string; affected: number; skipped: number[] } };

export function addChangeCommands(program: Command, open: Open): void {
	for (const [name, verb, summary, description] of [
		[
			"undo",
			"Undone",
			"take back the last change",
			"Takes back your last change, whichever door it came through: 50 deep.",
		],
		["redo", "Done again", "do again what undo took back", "Does again what undo took back last."],
	] as const) {
		program
			.command(name)
			.summary(summary)
			.description(description)
			.action(async (_: object, command: Command) => {
				const context = open(command);
				const answer = await call<Reversed>(await context.backend(), "POST", `/api/${name}`);
				const { summary: what, skipped } = answer.undone;
				await context.show(answer, () => [
					`${verb}: ${harmless(what)}`,
					...(skipped.length === 0
						? []
						: [`Left as they are, since they were changed again: ${skipped.join(", ")}`]),
				]);
			});
	}

	program
		.command("stats")
		.summary("show statistics")
		.description("Shows what is open, overdue and done, and how that went lately.")
		.action(async (_: object, command: Command) => {
			const context = open(command);
			const stats = await call<Statistics>(await context.backend(), "GET", "/api/tasks/stats");
			await context.show(stats, () => statsLines(stats, context.out));
		});
}
