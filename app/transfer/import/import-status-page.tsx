import { useEffect } from "react";
import { Form, Link, useNavigation, useRevalidator, useSubmit } from "react-router";
import { Button, buttonLook } from "#app/ui/button.tsx";
import { TEXT_LINK } from "#app/ui/visitor-frame.tsx";
import { ImportNotes } from "./import-notes.tsx";
import { formatCount, type ImportNote, type ImportView } from "./import-view.ts";

type ImportStatusPageProps = {
	found: ImportView;
	notes: ImportNote[];
	page: number;
	hasMore: boolean;
};

/** One file: what it has, how far its import is, and what came of it. */
export function ImportStatusPage({ found, ...notes }: ImportStatusPageProps) {
	return (
		<div className="column">
			<nav aria-label="Way back" className="back">
				<Link to="/settings/import">Import tasks</Link>
			</nav>
			<h1 className="wrap-anywhere">{found.fileName}</h1>
			<ImportState found={found} />
			<ImportNotes found={found} {...notes} />
		</div>
	);
}

function ImportState({ found }: { found: ImportView }) {
	switch (found.state) {
		case "reading":
			return (
				<p className="pt-4">
					This file was not read to its end. <Link to="/settings/import">Send it again</Link>.
				</p>
			);
		case "ready":
			return <Preview found={found} />;
		case "importing":
		case "undoing":
			return <Progress found={found} />;
		case "imported":
			return <Result found={found} />;
		case "undone":
			return (
				<p className="pt-4">
					This import was undone. What had been changed since was left as it is.
				</p>
			);
	}
}

function Preview({ found }: { found: ImportView }) {
	const { total } = found;
	const pending = useIsPending();
	return (
		<>
			<p className="pt-4">
				{found.format ?? "A file"} with {formatCount(total, "new task")}. {leftOut(found)}
			</p>
			<Form method="post" className="flex flex-wrap gap-3 pt-5">
				{total > 0 && (
					<Button look="primary" name="intent" value="import" pending={pending}>
						Import {formatCount(total, "task")}
					</Button>
				)}
				<Button look="quiet" name="intent" value="discard" pending={pending}>
					Discard the file
				</Button>
			</Form>
		</>
	);
}

function leftOut({ duplicates, ignored, errors }: ImportView): string {
	const parts = [
		duplicates > 0 && `${formatCount(duplicates, "task")} that you have already`,
		ignored > 0 && formatCount(ignored, "entry that is no task", "entries that are no tasks"),
		errors > 0 && formatCount(errors, "line with an error", "lines with errors"),
	].filter((part) => part !== false);
	return parts.length === 0 ? "Nothing is left out." : `Left out: ${parts.join(", ")}.`;
}

function Progress({ found }: { found: ImportView }) {
	const { state, imported, total, isStalled } = found;
	const { revalidate, state: loading } = useRevalidator();
	const submit = useSubmit();
	const pending = useIsPending();
	const intent = state === "importing" ? "import" : "undo";
	useEffect(() => {
		if (pending || loading !== "idle") return;
		// Whoever was at work is gone, and it goes on from where it stands.
		if (isStalled) void submit({ intent }, { method: "post" });
		const timer = setTimeout(() => void revalidate(), 1000);
		return () => clearTimeout(timer);
	}, [pending, loading, isStalled, intent, submit, revalidate]);
	return (
		<div className="grid max-w-md gap-3 pt-4">
			{/* In the page's body, where it is only read when there are no scripts. */}
			<noscript>
				<meta httpEquiv="refresh" content="2" />
			</noscript>
			<label htmlFor="progress">
				{state === "importing"
					? `${imported.toLocaleString("en")} of ${formatCount(total, "task")} imported`
					: "The import is being undone"}
			</label>
			<progress
				id="progress"
				max={total}
				value={state === "importing" ? imported : undefined}
				className="w-full accent-accent"
			/>
			<p className="text-quiet text-sm">
				You can leave this page. It goes on, and what is done is safe.
			</p>
			{isStalled && (
				<Form method="post">
					<Button name="intent" value={intent} pending={pending}>
						Continue
					</Button>
				</Form>
			)}
		</div>
	);
}

function Result({ found }: { found: ImportView }) {
	const pending = useIsPending();
	return (
		<>
			<p className="pt-4">
				{formatCount(found.imported, "task")} imported. {leftOut(found)}
			</p>
			<Form method="post" className="flex flex-wrap items-center gap-3 pt-5">
				<Link to="/tasks" className={buttonLook("primary")}>
					See your tasks
				</Link>
				<Button name="intent" value="undo" pending={pending}>
					Undo import
				</Button>
			</Form>
			<p className="pt-3 text-quiet text-sm">
				Undoing takes away the tasks that you have not changed since. You find it again among{" "}
				<Link to="/settings/import" className={TEXT_LINK}>
					your imports
				</Link>
				.
			</p>
		</>
	);
}

function useIsPending() {
	return useNavigation().formData !== undefined;
}
