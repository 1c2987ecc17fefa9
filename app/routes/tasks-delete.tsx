import { data } from "react-router";
import { safeRedirect } from "#app/auth/sessions/redirect.ts";
import { parseForm, redirectWithFlash } from "#app/core/form.server.ts";
import { PageError } from "#app/error-pages/page-error.tsx";
import { requestScope } from "#app/request/context.server.ts";
import { changeTasks } from "#app/tasks/commands/commands.server.ts";
import { DeleteTasksPage } from "#app/tasks/delete/delete-tasks-page.tsx";
import { selectionSchema, taskIdSchema } from "#app/tasks/form/task-forms.server.ts";
import { toFlash } from "#app/tasks/intents/task-intents.server.ts";
import { listTaskTrees } from "#db/tasks/tasks.server.ts";
import { BULK_MAX } from "#domain/limits.ts";
import { BULK_LIMIT_MESSAGE } from "#domain/task/task-list.ts";
import { partitionTree } from "#domain/task/task-tree.ts";
import type { Route } from "./+types/tasks-delete.ts";

export async function loader({ url, context }: Route.LoaderArgs) {
	const { db, userId } = requestScope(context);
	const ids = url.searchParams
		.getAll("id")
		.flatMap((id) => taskIdSchema.safeParse(id).data ?? [])
		.slice(0, BULK_MAX);
	const { named, subtasks } = partitionTree(await listTaskTrees(db, userId, ids), ids);
	return {
		tasks: named.map(({ id, title }) => ({ id, title })),
		subtaskCount: subtasks.length,
		back: safeRedirect(url.searchParams.get("back")),
	};
}

export async function action({ request, url, context }: Route.ActionArgs) {
	const form = await request.formData();
	const selection = parseForm(selectionSchema, form);
	if (!selection.ok) throw data({ message: BULK_LIMIT_MESSAGE }, 400);
	const done = await changeTasks(requestScope(context), selection.value.selected, {
		type: "delete",
	});
	const back = safeRedirect(url.searchParams.get("back"));
	return redirectWithFlash(form, back, toFlash(done));
}

export const meta: Route.MetaFunction = () => [{ title: "Delete tasks · Tend" }];

export default function DeleteTasks({ loaderData }: Route.ComponentProps) {
	return <DeleteTasksPage {...loaderData} />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <PageError error={error} />;
}
