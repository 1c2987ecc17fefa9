/**
 * Loads something when it is first needed, and keeps it: of a worker that is loaded already `import()`
 * still takes its time with each request. What could not be loaded is tried again.
 */
export function lazy<T>(load: () => Promise<T>): () => Promise<T> {
	let loaded: Promise<T> | null = null;
	return () => {
		loaded ??= load().catch((error) => {
			loaded = null;
			throw error;
		});
		return loaded;
	};
}
