/** Something its reader can put right: shown as one line, without a stack. */
export class StartError extends Error {}

/** Runs a script; a StartError ends it with its one line on stderr and exit code 1. */
export async function runScript(main: () => Promise<unknown>): Promise<void> {
	try {
		await main();
	} catch (error) {
		if (!(error instanceof StartError)) throw error;
		console.error(error.message);
		process.exit(1);
	}
}
