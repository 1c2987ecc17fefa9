import { AppError } from "#app/core/errors.ts";

export const BODY_MAX_BYTES = 1024 * 1024;

/** Where files are sent to. They are longer, and read as they come (app/transfer/import/uploaded-file.server.ts). */
const UPLOADS = /^\/(?:api\/(?:[^/]+\/)?tasks\/import|settings\/import(?:\.data)?)$/;

/** Whether a request brings a file, so that its body is to be left alone. */
export function isUpload({ method, url }: Pick<Request, "method" | "url">): boolean {
	return method === "POST" && UPLOADS.test(new URL(url).pathname);
}

/**
 * The whole body of a request, so that it can be read again; null when there is none.
 * Throws a 413 AppError once it is longer than allowed, without reading on.
 */
export async function readBody(request: Request): Promise<ArrayBuffer | null> {
	if (request.body === null) return null;
	if (Number(request.headers.get("content-length")) > BODY_MAX_BYTES) throw tooLarge();
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of request.body) {
		size += chunk.byteLength;
		if (size > BODY_MAX_BYTES) throw tooLarge();
		chunks.push(chunk);
	}
	return new Blob(chunks as BlobPart[]).arrayBuffer();
}

function tooLarge() {
	return new AppError(
		"This is more than 1 MB, which is more than we take at once. Go back, and send less.",
		{ status: 413, code: "too-large" },
	);
}
