import { data, redirect } from "react-router";
import { NotFound } from "#app/core/errors.ts";
import {
	type CommandOutcome,
	getHandler,
	routeError,
	runAndFlash,
	runCommand,
} from "#app/core/form.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { findImport, type Import, listImports } from "#db/transfer/transfer.server.ts";
import { dueInWords } from "#domain/time/format-due-date.ts";
import { nowIn } from "#domain/time/zoned-time.ts";
import { FORMAT_NAMES } from "#domain/transfer/transfer.ts";
import { discardImport, runImport, summaryOf, undoImport } from "./import-commands.server.ts";
import { type ImportView, NOTES_PER_PAGE } from "./import-view.ts";
import { listImportNotes } from "./list-import-notes.server.ts";
import { type ChargeRequests, readImport } from "./read-import.server.ts";
import { withUploadedFile } from "./uploaded-file.server.ts";

/** What the pages of imports show, and what their forms do. */

/** How long a form waits for the import; after that the work goes on while the page shows its progress. */
const FORM_WAIT_MS = 1_500;
/** Cloudflare stops work 30 s after the response. */
const BACKGROUND_MS = 25_000;
/** An import that was not updated for so long has lost its worker. */
const STALLED_MS = 10_000;

/** The data of the page with the upload form: all kept imports, newest first. */
export async function loadImports({ db, userId, timeZone, now }: Scope) {
	const imports = await listImports(db, userId);
	return { imports: imports.map((found) => toView(found, timeZone, now)) };
}

/** The data of an import's page, with one page (from 1) of its notes. Throws a 404 response. */
export async function loadImport({ db, userId, timeZone, now }: Scope, id: string, page: number) {
	const [found, notes] = await Promise.all([
		findImport(db, userId, id),
		listImportNotes(db, userId, id, {
			limit: NOTES_PER_PAGE + 1,
			offset: (page - 1) * NOTES_PER_PAGE,
		}),
	]);
	if (!found) throw routeError(new NotFound("There is no such import. Files are kept for a day."));
	return {
		found: toView(found, timeZone, now),
		notes: notes.slice(0, NOTES_PER_PAGE),
		page,
		hasMore: notes.length > NOTES_PER_PAGE,
	};
}

/** Stages the uploaded file and redirects to the page of its import; answers 4xx with the form's errors. */
export async function uploadImport(scope: Scope, request: Request, charge: ChargeRequests) {
	const done = await runCommand(new FormData(), async () =>
		withUploadedFile(request, (file) => readImport(scope, file, charge)),
	);
	if (!done.ok) return data({ reply: done.reply }, { status: done.status, headers: done.headers });
	return redirect(`/settings/import/${done.value}`);
}

/** Keeps work going after the response (`waitUntil`). */
type WaitUntil = (work: Promise<unknown>) => void;

/** Runs the command of a button on an import's page (its field `intent`), and redirects. */
export async function handleImportIntent(
	scope: Scope,
	id: string,
	form: FormData,
	waitUntil: WaitUntil,
) {
	const page = `/settings/import/${id}`;
	const handler = getHandler(INTENT_HANDLERS, form.get("intent"));
	return runAndFlash(form, page, () => handler(scope, id, waitUntil), { notFound: "error-page" });
}

/** Its message is null while the work is still going on, which the page shows by itself. */
type IntentHandler = (scope: Scope, id: string, waitUntil: WaitUntil) => Promise<CommandOutcome>;

const INTENT_HANDLERS: Record<string, IntentHandler> = {
	import: async (scope, id, waitUntil) => {
		const found = await runImport(scope, id, { forMs: FORM_WAIT_MS });
		if (found.state === "imported") return { message: summaryOf(found), undo: id };
		waitUntil(runImport(atPresent(scope), id, { forMs: BACKGROUND_MS }));
		return { message: null };
	},
	undo: async (scope, id, waitUntil) => {
		const undone = await undoImport(scope, id, { forMs: FORM_WAIT_MS });
		if (undone) return { message: `Undone: ${undone.summary}` };
		waitUntil(undoImport(atPresent(scope), id, { forMs: BACKGROUND_MS }));
		return { message: null };
	},
	discard: async (scope, id) => {
		await discardImport(scope, id);
		return { message: "The file is discarded", to: "/settings/import" };
	},
};

function atPresent(scope: Scope): Scope {
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
