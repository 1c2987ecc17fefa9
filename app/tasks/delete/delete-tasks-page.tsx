import { Form, Link } from "react-router";
import { Button, buttonLook } from "#app/ui/button.tsx";

type DeleteTasksPageProps = {
	tasks: { id: number; title: string }[];
	subtaskCount: number;
	/** The list that the question was asked on. */
	back: string;
};

/** Asks before many tasks are deleted. */
export function DeleteTasksPage({ tasks, subtaskCount, back }: DeleteTasksPageProps) {
	if (tasks.length === 0) {
		return (
			<div className="column">
				<h1>Delete tasks</h1>
				<p className="mt-4">
					These tasks are gone already. <Link to={back}>Go back to the list</Link>.
				</p>
			</div>
		);
	}
	const many = tasks.length === 1 ? "1 task" : `${tasks.length} tasks`;
	return (
		<Form method="post" className="column">
			<h1>Delete {many}?</h1>
			<p className="mt-2 text-quiet">
				{subtaskCount > 0 && `Their ${countOf(subtaskCount)} will be deleted with them. `}
				You can undo this afterwards.
			</p>
			<ul className="naming">
				{tasks.map(({ id, title }) => (
					<li key={id} dir="auto">
						{title}
					</li>
				))}
			</ul>
			{tasks.map(({ id }) => (
				<input key={id} type="hidden" name="selected" value={id} />
			))}
			<p className="flex flex-wrap gap-3">
				<Button look="danger">Delete {many}</Button>
				<Link to={back} className={buttonLook("quiet")}>
					Keep them
				</Link>
			</p>
		</Form>
	);
}

function countOf(subtasks: number) {
	return subtasks === 1 ? "subtask" : `${subtasks} subtasks`;
}
