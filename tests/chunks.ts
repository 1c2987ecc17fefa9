/** A file as it arrives: bytes, in chunks of that size. */
export async function* chunksOf(
	file: string | Uint8Array,
	size = 64 * 1024,
): AsyncGenerator<Uint8Array> {
	const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
	for (let at = 0; at < bytes.byteLength; at += size) yield bytes.slice(at, at + size);
}
