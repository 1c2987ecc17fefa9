import type { HistoryEntry } from "#app/tasks/view/task-view.ts";

const SHOWN = 5;

/** The events of a task, newest first; older ones are collapsed. */
export function HistoryList({ history }: { history: HistoryEntry[] }) {
	if (history.length === 0) return null;
	return (
		<section aria-labelledby="history-heading" className="task-section">
			<h2 id="history-heading">History</h2>
			<ul className="history">{history.slice(0, SHOWN).map(toItem)}</ul>
			{history.length > SHOWN && (
				<details>
					<summary>Earlier</summary>
					<ul className="history">{history.slice(SHOWN).map(toItem)}</ul>
				</details>
			)}
		</section>
	);
}

function toItem({ id, text, by, at, offlineAt }: HistoryEntry) {
	return (
		<li key={id}>
			{text} {by}, <time dateTime={at.datetime}>{at.label}</time>
			{offlineAt && (
				<>
					. Done offline <time dateTime={offlineAt.datetime}>{offlineAt.label}</time> by that
					device’s clock
				</>
			)}
		</li>
	);
}
