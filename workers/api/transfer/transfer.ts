import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import { Invalid } from "#app/core/errors.ts";
import { exportTasks } from "#app/transfer/export/export.server.ts";
import {
	discardImport,
	getImport,
	runImport,
} from "#app/transfer/import/import-commands.server.ts";
import type { ImportNote } from "#app/transfer/import/import-view.ts";
import { listImportNotes } from "#app/transfer/import/list-import-notes.server.ts";
import { readImport } from "#app/transfer/import/read-import.server.ts";
import { withUploadedFile } from "#app/transfer/import/uploaded-file.server.ts";
import { newApiApp } from "#workers/api/shared/api-app.ts";
import { jsonResponse } from "#workers/api/shared/json-content.ts";
import { problems } from "#workers/api/shared/problem-schema.ts";
import { readRoute, writeRoute } from "#workers/api/shared/route-access.ts";
import type { ApiEnv } from "#workers/auth/api-env.ts";
import { withReplay } from "#workers/auth/authenticate.ts";
import { chargeQuota } from "#workers/auth/user-limits.ts";
import { problem } from "#workers/http/problem.ts";
import {
	exportQuery,
	exportSchema,
	importProblemSchema,
	importQuery,
	importResultSchema,
} from "./transfer-schemas.ts";

/** The routes of export and import. */
export const transfer = newApiApp();

const text = (description: string) => ({ schema: { type: "string", description } }) as const;

transfer.openapi(
	createRoute({
		method: "get",
		path: "/tasks/export",
		operationId: "exportTasks",
		summary: "All tasks as a file",
		description:
			"Streamed, one trip to the database for every 500 tasks. What is exported can be imported again, and makes the same tasks.",
		tags: ["Export and import"],
		...readRoute,
		request: { query: exportQuery },
		responses: {
			200: {
				description: "The file.",
				content: {
					"application/json": { schema: exportSchema },
					"text/csv": text("RFC 4180, with formulas defused."),
					"text/calendar": text("iCalendar (RFC 5545): a to-do for each task."),
				},
			},
			...problems(400, 401, 403, 429),
		},
	}),
	async (c) => {
		const { type, name, body } = await exportTasks(c.get("scope"), c.req.valid("query").format);
		return c.body(body, 200, {
			"content-type": type,
			"content-disposition": `attachment; filename="${name}"`,
		});
	},
);

const NOTES_MAX = 1_000;

// Not by `openapi`: what checks forms and JSON would read the file into memory.
transfer.openAPIRegistry.registerPath({
	method: "post",
	path: "/tasks/import",
	operationId: "importTasks",
	summary: "Make tasks of a file",
	description:
		"Takes JSON and CSV as exported here, iCalendar of any app, and Todoist's CSV; which one it is, is seen from the content. At most 25 MiB; each 100 rows count as a request. Without `partial=1` a file with errors changes nothing. Tasks that are there already are skipped. One change, and one step of undo.",
	tags: ["Export and import"],
	security: writeRoute.security,
	request: {
		query: importQuery,
		body: {
			required: true,
			content: {
				"multipart/form-data": {
					schema: {
						type: "object",
						required: ["file"],
						properties: { file: { type: "string", format: "binary" } },
					},
				},
				"application/octet-stream": { schema: { type: "string", format: "binary" } },
			},
		},
	},
	responses: {
		200: jsonResponse("What became of it.", importResultSchema),
		400: {
			description: "It has errors, and nothing was imported.",
			content: { "application/problem+json": { schema: importProblemSchema } },
		},
		...problems(401, 403, 409, 413, 415, 429),
	},
});

/** Its body is read as it comes. */
export const importRoute = { method: "POST", path: "/api/tasks/import" };

transfer.use("/tasks/import", ...writeRoute.middleware);
transfer.post("/tasks/import", withReplay(importTasks));

async function importTasks(c: Context<ApiEnv>) {
	// The file is not read before the credential is checked.
	await c.get("caller").user;
	const query = importQuery.safeParse(c.req.query());
	if (!query.success) {
		throw new Invalid(
			query.error.issues.map(({ path, message }) => ({ path: path.join("."), message })),
		);
	}
	const scope = c.get("scope");
	const importId = await withUploadedFile(c.req.raw, (file) =>
		readImport(scope, file, (cost) => chargeQuota(c, scope.userId, cost)),
	);
	const { total, errors } = await getImport(scope, importId);
	if (errors > 0 && query.data.partial !== "1") return refuse(c, importId, errors);
	const { imported, duplicates, ignored } =
		total > 0 ? await runImport(scope, importId) : await getImport(scope, importId);
	const notes = await notesOf(c, importId);
	if (total === 0) await discardImport(scope, importId);
	return c.json(
		{
			imported,
			skipped: duplicates + ignored,
			...notes,
			changeId: imported > 0 ? importId : null,
		},
		200,
	);
}

/** Without `partial=1` a file with errors imports nothing: discards it, and answers 400 with its errors. */
async function refuse(c: Context<ApiEnv>, importId: string, count: number) {
	const scope = c.get("scope");
	const { errors } = await notesOf(c, importId);
	await discardImport(scope, importId);
	const [first] = errors;
	const more = count > 1 ? ` (and ${count - 1} more, see errors)` : "";
	return problem(c, {
		status: 400,
		code: "invalid",
		detail: `Nothing was imported. Line ${first?.line}: ${first?.message}${more}`,
		more: {
			imported: 0,
			skipped: 0,
			errors: errors.map(({ line, message }) => ({ path: `line ${line}`, line, message })),
		},
	});
}

async function notesOf(c: Context<ApiEnv>, importId: string) {
	const { db, userId } = c.get("scope");
	const page = { limit: NOTES_MAX, offset: 0 };
	const notes = await listImportNotes(db, userId, importId, page);
	const pick = (isWanted: (note: ImportNote) => boolean) =>
		notes.filter(isWanted).map(({ line, message }) => ({ line, message }));
	return {
		errors: pick(({ kind }) => kind === "error"),
		notes: pick(({ kind }) => kind !== "error"),
	};
}
