/** The code of a system error ("ENOENT", "ECONNREFUSED"); what has none is written out instead. */
export function errorCodeOf(error: unknown): string {
	return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
