import type { Db } from "#db/client.server.ts";
import { listImportNoteRows } from "#db/transfer/transfer.server.ts";
import type { ImportNote } from "./import-view.ts";

/** Up to `limit` notes of an import after the first `offset`, in the order of the file's lines. */
export async function listImportNotes(
	db: Db,
	userId: string,
	importId: string,
	page: { limit: number; offset: number },
): Promise<ImportNote[]> {
	const rows = await listImportNoteRows(db, userId, importId, page);
	return rows.map(({ line, verdict, message, title, number }) => {
		switch (verdict) {
			case "error":
				return { line, kind: "error", title, message: message ?? "" };
			case "duplicate":
				return { line, kind: "skipped", title, message: `It is there already: task ${number}.` };
			case "ignored":
				return { line, kind: "skipped", title, message: message ?? "" };
			default:
				return { line, kind: "note", title, message: message ?? "" };
		}
	});
}
