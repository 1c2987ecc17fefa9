import { redirect } from "react-router";
import { safeRedirect } from "#app/auth/redirect.ts";
import { requestScope } from "#app/context.server.ts";
import { AppError } from "#app/errors.ts";
import { conclude } from "#app/form.server.ts";
import { reportedAction } from "#app/shell/send.ts";
import { undo } from "#app/tasks/undo-commands.server.ts";
import type { Route } from "./+types/undo.ts";

export function loader() {
	return redirect("/tasks");
}

export async function action({ request, context }: Route.ActionArgs) {
	const form = await request.formData();
	const back = safeRedirect(form.get("back"));
	const change = form.get("change");
	try {
		const { summary, skipped } = await undo(
			requestScope(context),
			typeof change === "string" && change !== "" ? change : undefined,
		);
		const left =
			skipped.length > 0
				? ` Left as they are, since they were changed again: ${skipped.map((id) => `#${id}`).join(", ")}.`
				: "";
		return conclude(form, back, {
			message: `Undone: ${summary}.${left}`,
			undo: null,
			tone: "done",
		});
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		return conclude(form, back, { message: error.message, undo: null, tone: "refused" });
	}
}

export function clientAction(sent: Route.ClientActionArgs) {
	return reportedAction(sent);
}
