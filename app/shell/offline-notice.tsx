import { Link, useLocation } from "react-router";
import { fieldOf, type OfflineProblem } from "#app/client/offline/offline-change.ts";
import { dismissProblem, useOfflineQueue } from "#app/client/offline/queue.ts";

const LINK = "undo inline-flex min-h-11 items-center whitespace-nowrap";

/** Shown in the status region while changes wait to be sent, or for one that could not be made. */
export function OfflineNotice() {
	const { changes, problems, isSignedOut } = useOfflineQueue();
	const { pathname, search } = useLocation();
	// The task's own page shows a conflict in its form.
	const [problem] = problems.filter(
		({ path, answer }) => answer.outcome !== "conflict" || path !== pathname,
	);
	if (problem) return <Problem problem={problem} />;
	if (changes.length === 0) return null;
	const count = changes.length === 1 ? "1 change" : `${changes.length} changes`;
	if (!isSignedOut) {
		return (
			<div className="toast">
				<p>Offline: {count} will be sent.</p>
			</div>
		);
	}
	const next = new URLSearchParams({ next: pathname + search });
	return (
		<div className="toast refused">
			<p>You have been signed out. {count} will be sent when you are back.</p>
			<a href={`/signin?${next}`} className={LINK}>
				Sign in
			</a>
		</div>
	);
}

function Problem({ problem }: { problem: OfflineProblem }) {
	const { id, path, answer } = problem;
	const isAdding = fieldOf(problem, "intent") === "add";
	const name = `“${fieldOf(problem, isAdding ? "text" : "title")}”`;
	if (answer.outcome === "conflict") {
		return (
			<div className="toast refused">
				<p dir="auto">{name} was changed elsewhere while you were offline.</p>
				<Link to={path} className={LINK}>
					Look at both
				</Link>
			</div>
		);
	}
	return (
		<div className="toast refused">
			<p dir="auto">
				{isAdding ? `Not added: ${name}. ` : "Not done: "}
				{answer.message}
			</p>
			<button type="button" className="dismiss" onClick={() => dismissProblem(id)}>
				<span className="sr-only">Dismiss</span>
			</button>
		</div>
	);
}
