import { data, redirect } from "react-router";
import { NotFound } from "#app/core/errors.ts";
import { redirectWithFlash, routeError, runCommand } from "#app/core/form.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { findImport, type Import, listImports } from "#db/transfer/transfer.server.ts";
import { dueInWords } from "#domain/time/due-words.ts";
import { nowIn } from "#domain/time/zoned-time.ts";
import { FORMAT_NAMES } from "#domain/transfer/transfer.ts";
import { discardImport, runImport, summaryOf, undoImport } from "./import-commands.server.ts";
import { type ImportView, REMARKS_PER_PAGE } from "./import-view.ts";
import { readImport } from "./read-import.server.ts";
import { listRemarks } from "./remarks.server.ts";
import { withSentFile } from "./sent-file.server.ts";

/** What the pages of imports show, and what their forms do. */

/** So long a form waits for its work; then it goes on while the page shows how far it is. */
const PATIENCE_MS = 1_500;
/** What runs after an answer is stopped after half a minute. */
const BACKGROUND_MS = 25_000;
const STALLED_MS = 10_000;

export async function loadImports({ db, userId, timeZone, now }: Scope) {
	const imports = await listImports(db, userId);
	return { imports: imports.map((found) => toView(found, timeZone, now)) };
}

export async function loadImport({ db, userId, timeZone, now }: Scope, id: string, page: number) {
	const [found, remarks] = await Promise.all([
		findImport(db, userId, id),
		listRemarks(db, userId, id, {
			limit: REMARKS_PER_PAGE + 1,
			offset: (page - 1) * REMARKS_PER_PAGE,
		}),
	]);
	if (!found) throw routeError(new NotFound("There is no such import. Files are kept for a day."));
	return {
		found: toView(found, timeZone, now),
		remarks: remarks.slice(0, REMARKS_PER_PAGE),
		page,
		hasMore: remarks.length > REMARKS_PER_PAGE,
	};
}

/** Takes a file in, and shows what it has. */
export async function receiveFile(scope: Scope, request: Request) {
	const done = await runCommand(new FormData(), async () =>
		withSentFile(request, (file) => readImport(scope, file)),
	);
	if (!done.ok) return data({ reply: done.reply }, { status: done.status });
	return redirect(`/settings/import/${done.value}`);
}

type Afterwards = (work: Promise<unknown>) => void;

/** Does what a button on an import's page asks for. */
export async function handleImportIntent(
	scope: Scope,
	id: string,
	form: FormData,
	afterwards: Afterwards,
) {
	const page = `/settings/import/${id}`;
	const command = COMMANDS[String(form.get("intent"))];
	if (!command) throw data({ message: "This page has no such button." }, 400);
	const done = await runCommand(form, () => command(scope, id, afterwards));
	if (!done.ok) {
		const message = Object.values(done.reply.errors).flat().join(" ");
		return redirectWithFlash(form, page, { message, undo: null, tone: "refused" });
	}
	const { message, to = page, undo = null } = done.value;
	return message === null
		? redirect(to)
		: redirectWithFlash(form, to, { message, undo, tone: "done" });
}

/** What is said then; null while it is still under way, which the page shows. */
type Outcome = { message: string | null; to?: string; undo?: string };
type Command = (scope: Scope, id: string, afterwards: Afterwards) => Promise<Outcome>;

const COMMANDS: Record<string, Command> = {
	import: async (scope, id, afterwards) => {
		const found = await runImport(scope, id, { forMs: PATIENCE_MS });
		if (found.state === "imported") return { message: summaryOf(found), undo: id };
		afterwards(runImport(later(scope), id, { forMs: BACKGROUND_MS }));
		return { message: null };
	},
	undo: async (scope, id, afterwards) => {
		const undone = await undoImport(scope, id, { forMs: PATIENCE_MS });
		if (undone) return { message: `Undone: ${undone.summary}` };
		afterwards(undoImport(later(scope), id, { forMs: BACKGROUND_MS }));
		return { message: null };
	},
	discard: async (scope, id) => {
		await discardImport(scope, id);
		return { message: "The file is discarded", to: "/settings/import" };
	},
};

function later(scope: Scope): Scope {
	return { ...scope, now: new Date() };
}

function toView(found: Import, timeZone: string, now: Date): ImportView {
	const at = nowIn(timeZone, found.createdAt);
	const isBusy = found.state === "importing" || found.state === "undoing";
	return {
		id: found.id,
		fileName: found.fileName ?? "A file",
		format: found.format && FORMAT_NAMES[found.format],
		state: found.state,
		total: found.total,
		imported: found.imported,
		duplicates: found.duplicates,
		ignored: found.ignored,
		errors: found.errors,
		at: { label: dueInWords(at, nowIn(timeZone, now)), datetime: at.slice(0, 16) },
		isStalled: isBusy && now.getTime() - found.updatedAt.getTime() > STALLED_MS,
	};
}
