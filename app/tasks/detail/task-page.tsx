import { Link } from "react-router";
import { TaskForm } from "#app/tasks/form/task-form.tsx";
import type { TaskFormAnswer } from "#app/tasks/form/task-form-answer.ts";
import { TASK_BUTTONS_ID, TaskButtons } from "#app/tasks/parts/task-buttons.tsx";
import type { HistoryEntry, SubtaskView } from "#app/tasks/view/task-view.ts";
import type { Status } from "#domain/task/task.ts";
import type { TaskFormValues } from "#domain/task/task-form-values.ts";
import { HistoryList } from "./history-list.tsx";
import { Subtasks } from "./subtasks.tsx";

type TaskPageProps = {
	id: number;
	status: Status;
	version: number;
	parentId: number | null;
	values: TaskFormValues;
	descriptionHtml: string;
	isInSeries: boolean;
	subtasks: SubtaskView[];
	history: HistoryEntry[];
	formKey: string;
	answer: TaskFormAnswer | null;
};

/** The page of one task: its fields, subtasks and history. */
export function TaskPage({ answer, subtasks, history, formKey, ...task }: TaskPageProps) {
	const { id, parentId } = task;
	const isAdding = answer?.reply.values.intent === "add";
	return (
		<div className="column task-page">
			<nav aria-label="Way back" className="back">
				<Link to="/tasks" viewTransition>
					Tasks
				</Link>
				{parentId !== null && <Link to={`/tasks/${parentId}`}>Its parent, task {parentId}</Link>}
			</nav>
			<h1 className="sr-only">{task.values.title}</h1>
			<TaskButtons id={id} />
			<TaskForm key={id} task={task} answer={isAdding ? null : answer} />
			{parentId === null && (
				<Subtasks
					key={`subtasks-${id}`}
					{...{ parentId: id, subtasks, formKey }}
					reply={isAdding ? answer.reply : null}
				/>
			)}
			<HistoryList history={history} />
			<p className="mt-8">
				<button
					type="submit"
					form={TASK_BUTTONS_ID}
					name="intent"
					value="delete-task"
					className="delete-task"
				>
					Delete task
				</button>
			</p>
		</div>
	);
}
