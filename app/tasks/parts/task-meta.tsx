import type { DueView, TaskRowView } from "#app/tasks/view/task-view.ts";

/** The line below a task's title: due date, recurrence, tags and so on; nothing for a task with none of them. */
export function TaskMeta({ task }: { task: TaskRowView }) {
	const { due, tags, repeats, reminders, hasDescription, subtasks, parent, priority } = task;
	const isEmpty =
		!due &&
		tags.length === 0 &&
		!repeats &&
		reminders === 0 &&
		!hasDescription &&
		!subtasks &&
		!parent &&
		priority === "medium";
	if (isEmpty) return null;
	return (
		<p className="meta">
			<PriorityWord task={task} />
			{due && <Due due={due} />}
			{repeats && <Sign look="repeats" label={`Repeats ${repeats}`} />}
			{reminders > 0 && (
				<Sign look="reminds" label={reminders === 1 ? "1 reminder" : `${reminders} reminders`} />
			)}
			{subtasks && <Subtasks {...subtasks} />}
			{hasDescription && <Sign look="described" label="Has a description" />}
			{parent && (
				<span className="parent" dir="auto">
					in {parent.title}
				</span>
			)}
			{tags.map((tag) => (
				<span key={tag} className="tag" dir="auto">
					{tag}
				</span>
			))}
		</p>
	);
}

export function PriorityWord({ task: { priority } }: { task: Pick<TaskRowView, "priority"> }) {
	if (priority === "medium") return null;
	return <span className="priority">{priority === "high" ? "High" : "Low"}</span>;
}

export function Due({ due: { label, overdue, datetime } }: { due: DueView }) {
	return (
		<time dateTime={datetime} className={overdue ? "due late" : "due"}>
			{label}
			{overdue && <span className="sr-only">, overdue</span>}
		</time>
	);
}

function Subtasks({ open, total }: NonNullable<TaskRowView["subtasks"]>) {
	const done = total - open;
	return (
		<Sign look="subtasks" label={`${done} of ${total} subtasks done`}>
			{`${done}/${total}`}
		</Sign>
	);
}

function Sign({ look, label, children }: { look: string; label: string; children?: string }) {
	return (
		<span role="img" className={look} aria-label={label} title={label}>
			{children}
		</span>
	);
}
