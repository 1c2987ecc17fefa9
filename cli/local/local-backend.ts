import type { Backend } from "#cli/backend/backend.ts";
import { EXIT, failure } from "#cli/backend/failure.ts";
import { openLocalApi } from "./local-api.ts";
import type { SqliteD1 } from "./sqlite-d1.ts";
import { DamagedDocument, emptyDatabase, readDocument, writeDocument } from "./task-document.ts";
import { type Reading, readTaskFile, withLockedFile } from "./task-file.ts";

// An origin as requests need one; nobody is asked.
const ORIGIN = "http://localhost";
const SAFE_METHODS = ["GET", "HEAD"];

/**
 * Tasks in a file, and no server at all: the API runs in this process, on a database in memory that is
 * read from the file and, when a request has changed something, written back to it.
 */
export function openLocalBackend(path: string): Backend {
	return {
		location: path,
		timeZone: async () => Intl.DateTimeFormat().resolvedOptions().timeZone,
		async send(url, init = {}) {
			const request = new Request(new URL(url, ORIGIN), { ...init, duplex: "half" } as RequestInit);
			if (SAFE_METHODS.includes(request.method)) {
				const api = await openLocalApi(load(path, await readTaskFile(path)));
				return api.fetch(request);
			}
			return withLockedFile(path, async (file) => {
				const reading = await file.read();
				const d1 = load(path, reading);
				const api = await openLocalApi(d1);
				const before = d1.changes;
				const response = await api.fetch(request);
				// To the end, since the end may still write.
				const body = await response.arrayBuffer();
				await api.settled();
				if (d1.changes > before) await file.replace(reading, writeDocument(d1));
				return new Response(body, response);
			});
		},
	};
}

function load(path: string, reading: Reading): SqliteD1 {
	if (reading === null) return emptyDatabase();
	try {
		return readDocument(reading.text);
	} catch (error) {
		if (!(error instanceof DamagedDocument)) throw error;
		throw failure(
			EXIT.file,
			`${path} is damaged: ${error.message}. It was left as it is; put a good copy in its place, or name another file.`,
		);
	}
}
