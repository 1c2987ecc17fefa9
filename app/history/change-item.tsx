import type { ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "#app/ui/button.tsx";
import type { ChangeView, EditView } from "./history-view.ts";

/** One change of the history: its summary, actor, time and edits, and its button to undo, redo or restore. */
export function ChangeItem({ change }: { change: ChangeView }) {
	const { summary, by, at, offlineAt, isUndone, affected, edits, action } = change;
	const only = affected === 1 ? edits[0] : undefined;
	return (
		<li className="flex gap-4 border-line border-b py-2">
			<div className="grid min-w-0 grow content-center gap-1 py-1">
				<p className={`wrap-anywhere ${isUndone ? "text-quiet line-through" : ""}`} dir="auto">
					<TaskLink edit={only}>{summary}</TaskLink>
				</p>
				<p className="text-quiet text-sm first-letter:uppercase">
					<time dateTime={at.datetime}>{at.label}</time>
					{by && `, ${by}`}
					{offlineAt && (
						<>
							. Done offline <time dateTime={offlineAt.datetime}>{offlineAt.label}</time> by that
							device’s clock
						</>
					)}
					{isUndone && ". Undone"}
				</p>
				{only && <Fields edit={only} />}
				{affected > 1 && (
					<details>
						<summary className="min-h-11 content-center text-quiet text-sm">
							{affected} tasks
						</summary>
						<ul className="grid gap-3 pb-2 text-sm">
							{edits.map((edit) => (
								<li key={edit.taskId}>
									<p className="wrap-anywhere" dir="auto">
										<TaskLink edit={edit}>
											{edit.verb} “{edit.title}”
										</TaskLink>
									</p>
									<Fields edit={edit} />
								</li>
							))}
							{affected > edits.length && (
								<li className="text-quiet">and {affected - edits.length} more</li>
							)}
						</ul>
					</details>
				)}
			</div>
			{action && (
				<Button
					look="quiet"
					name="intent"
					value={action.intent}
					className="-mr-4 shrink-0 self-start"
				>
					{action.label} <span className="sr-only">{summary}</span>
				</Button>
			)}
		</li>
	);
}

function TaskLink({ edit, children }: { edit: EditView | undefined; children: ReactNode }) {
	if (!edit?.isThere) return children;
	return (
		<Link to={`/tasks/${edit.taskId}`} className="hover:underline">
			{children}
		</Link>
	);
}

function Fields({ edit: { fields } }: { edit: EditView }) {
	if (fields.length === 0) return null;
	return (
		<dl className="grid gap-0.5 text-quiet text-sm">
			{fields.map(({ name, before, after }) => (
				<div key={name} className="wrap-anywhere">
					<dt className="inline">{name}: </dt>
					<dd className="inline">
						<span dir="auto">{before}</span> <span aria-hidden="true">→</span>
						<span className="sr-only">became</span>{" "}
						<span dir="auto" className="text-ink">
							{after}
						</span>
					</dd>
				</div>
			))}
		</dl>
	);
}
