import { memo } from "react";
import type { SubtaskView, TaskRowView } from "#app/tasks/view/task-view.ts";
import { numberedIntent } from "#domain/task/intents.ts";
import type { Leaving } from "./pending-changes.ts";
import { Due, PriorityWord, TaskMeta } from "./task-meta.tsx";

type TaskRowProps = {
	task: TaskRowView;
	/** The heading of the group that begins with this row. */
	group?: string;
	leaving?: Leaving | null;
};

/*
 * A page has 50 rows and is rendered on the server for each request. So a row has few elements and no
 * hooks, is styled by task-row.css instead of utility classes, and submits the form of the list around it
 * (use-task-actions.ts).
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

/** The row of a subtask: no selection, and less below the title. */
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

/** The row of a task that is being added, until the server has answered. */
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

type RowTask = Pick<TaskRowView, "id" | "title" | "status">;

function CheckButton({ task: { id, title, status } }: { task: RowTask }) {
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

function DeleteButton({ task: { id, title } }: { task: RowTask }) {
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

function RowEnd({ task }: { task: RowTask }) {
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
