import type { Db } from "#db/client.server.ts";
import { listImportRemarks } from "#db/transfer/transfer.server.ts";

/** What there is to say of a line of an imported file. */
export type Remark = {
	line: number;
	kind: "error" | "skipped" | "note";
	title: string | null;
	message: string;
};

/** As many as `limit` of an import's remarks from that one on, in the order of the lines. */
export async function listRemarks(
	db: Db,
	userId: string,
	importId: string,
	page: { limit: number; offset: number },
): Promise<Remark[]> {
	const rows = await listImportRemarks(db, userId, importId, page);
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
