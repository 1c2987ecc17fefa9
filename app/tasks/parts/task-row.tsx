import { memo } from "react";
import type { SubtaskView, TaskRowView } from "#app/tasks/view/task-view.ts";
import { numberedIntent } from "#domain/task/intents.ts";
import type { Leaving } from "./pending-changes.ts";
import { Due, PriorityWord, TaskMeta } from "./task-meta.tsx";

type TaskRowProps = {
	task: TaskRowView;
	/** Heading above this row, if a group of rows begins with it. */
	group?: string;
	leaving?: Leaving | null;
};

/*
 * A page has fifty rows and is rendered anew for each request, so a row is few elements, its look is
 * in task-row.css, and it has no hooks: the list around it hears its clicks (use-task-actions.ts).
 */
export const TaskRow = memo(function TaskRow({ task, group, leaving }: TaskRowProps) {
	return (
		<li className={rowClass(task, leaving)} data-group={group}>
			<CheckButton task={task} />
			<div className="task-main">
				<a href={`/tasks/${task.id}`} dir="auto">
					{task.title}
				</a>
				<TaskMeta task={task} />
			</div>
			<RowEnd task={task} />
		</li>
	);
});

/** The same without what only a whole task has. */
export function SubtaskRow({ task, leaving }: { task: SubtaskView; leaving: Leaving | null }) {
	return (
		<li className={rowClass(task, leaving)}>
			<CheckButton task={task} />
			<div className="task-main">
				<a href={`/tasks/${task.id}`} dir="auto">
					{task.title}
				</a>
				{(task.due || task.priority !== "medium") && (
					<p className="meta">
						<PriorityWord task={task} />
						{task.due && <Due due={task.due} />}
					</p>
				)}
			</div>
			<DeleteButton task={task} />
		</li>
	);
}

/** A task that the server has not confirmed yet. */
export function AddingRow({ title }: { title: string }) {
	return (
		<li className="task medium adding">
			<span className="check" />
			<div className="task-main">
				<span dir="auto">{title}</span>
			</div>
		</li>
	);
}

type Named = Pick<TaskRowView, "id" | "title" | "status">;

function CheckButton({ task: { id, title, status } }: { task: Named }) {
	const [verb, name] =
		status === "pending" ? (["complete", "Complete"] as const) : (["reopen", "Reopen"] as const);
	return (
		<button
			type="submit"
			name="intent"
			value={numberedIntent(verb, id)}
			className="check"
			aria-label={`${name} ${title}`}
		/>
	);
}

function DeleteButton({ task: { id, title } }: { task: Named }) {
	return (
		<button
			type="submit"
			name="intent"
			value={numberedIntent("delete", id)}
			className="delete"
			aria-label={`Delete ${title}`}
		/>
	);
}

function RowEnd({ task }: { task: Named }) {
	return (
		<>
			<DeleteButton task={task} />
			<input
				type="checkbox"
				name="selected"
				value={task.id}
				className="select"
				aria-label={`Select ${task.title}`}
			/>
		</>
	);
}

function rowClass(task: Pick<TaskRowView, "priority" | "status">, leaving?: Leaving | null) {
	const done = task.status === "completed" ? " done" : "";
	return `task ${task.priority}${done}${leaving ? ` leaving ${leaving}` : ""}`;
}
