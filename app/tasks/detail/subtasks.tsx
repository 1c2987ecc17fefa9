import { useClientSideLinks } from "#app/client/use-client-side-links.ts";
import type { FormReply } from "#app/core/form.ts";
import { AddingRow, SubtaskRow } from "#app/tasks/parts/task-row.tsx";
import { useTaskActions } from "#app/tasks/parts/use-task-actions.ts";
import { QuickAddForm } from "#app/tasks/quick-add/quick-add-form.tsx";
import type { SubtaskView } from "#app/tasks/view/task-view.ts";

type SubtasksProps = {
	parentId: number;
	subtasks: SubtaskView[];
	formKey: string;
	reply: FormReply | null;
};

export function Subtasks({ parentId, subtasks, formKey, reply }: SubtasksProps) {
	const { shown, adding, onSubmit } = useTaskActions(subtasks, undefined, parentId);
	const followLinks = useClientSideLinks();
	const done = subtasks.filter(({ status }) => status === "completed").length;
	return (
		<section aria-labelledby="subtasks-heading" className="task-section">
			<h2 id="subtasks-heading">
				Subtasks
				{subtasks.length > 0 && (
					<span className="count">
						{" "}
						{done}/{subtasks.length}
					</span>
				)}
			</h2>
			{(shown.length > 0 || adding.length > 0) && (
				<form method="post" onSubmit={onSubmit}>
					{/* biome-ignore lint/a11y/useKeyWithClickEvents: the links in it take the keys. */}
					<ul aria-label="Subtasks" className="tasks" onClick={followLinks}>
						{shown.map(({ row, leaving }) => (
							<SubtaskRow key={row.id} task={row} leaving={leaving} />
						))}
						{adding.map(({ title = "" }, index) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: they have no number yet.
							<AddingRow key={`adding-${index}`} title={title} />
						))}
					</ul>
				</form>
			)}
			<QuickAddForm
				label="Add a subtask"
				placeholder="Add a subtask"
				formKey={formKey}
				reply={reply}
				parentId={parentId}
			/>
		</section>
	);
}
