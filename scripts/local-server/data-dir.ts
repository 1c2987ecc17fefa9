import { constants, existsSync, type Stats } from "node:fs";
import { access, chmod, lstat, mkdir, readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { errorCodeOf } from "#app/core/error-code.ts";
import { log } from "#app/core/log.ts";
import { StartError } from "./start-error.ts";

/** What other users of the machine may do. */
const OTHERS = 0o077;

/**
 * Makes the data folder, or looks whether the one that is there can be written to, and closes it to
 * other users of the machine: folders are 0700, files 0600. What was open is mended and said in the log,
 * as is what belongs to somebody else and so cannot be. Throws `StartError`.
 */
export async function openDataDir(dataDir: string): Promise<void> {
	try {
		await makeFolder(dataDir, 0o700);
		await makeFolder(join(dataDir, "v3"), 0o700);
		await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
	} catch (error) {
		throw new StartError(
			`DATA_DIR must be a folder that can be written to; ${dataDir} is not (${errorCodeOf(error)}).`,
		);
	}
	const { mended, foreign } = await closeToOthers(dataDir, await stat(dataDir));
	if (mended.length > 0) {
		log.warn("DATA_DIR was open to other users of this machine. Now it is not.", {
			dataDir,
			files: mended.length,
		});
	}
	if (foreign.length > 0) {
		log.warn("Other users of this machine can read DATA_DIR, and it belongs to one: chown it.", {
			dataDir,
			path: foreign[0],
			files: foreign.length,
		});
	}
}

// Node's own `recursive` never returns from below /proc.
async function makeFolder(path: string, mode?: number): Promise<void> {
	try {
		await mkdir(path, mode);
	} catch (error) {
		if (errorCodeOf(error) === "EEXIST" && (await stat(path)).isDirectory()) return;
		if (errorCodeOf(error) !== "ENOENT" || existsSync(dirname(path))) throw error;
		await makeFolder(dirname(path));
		await makeFolder(path, mode);
	}
}

type Outcome = { mended: string[]; foreign: string[] };

async function closeToOthers(path: string, { mode }: Stats, outcome?: Outcome): Promise<Outcome> {
	const { mended, foreign } = outcome ?? { mended: [], foreign: [] };
	if ((mode & OTHERS) !== 0) {
		await chmod(path, mode & 0o7777 & ~OTHERS).then(
			() => mended.push(path),
			(error) => isGone(error) || foreign.push(path),
		);
	}
	// A folder that this user cannot look into has nothing of Tend's in it.
	const names =
		(mode & constants.S_IFMT) === constants.S_IFDIR ? await readdir(path).catch(() => []) : [];
	for (const name of names) {
		const inside = join(path, name);
		// A server may be running, and its journals come and go.
		const stats = await lstat(inside).catch(() => null);
		if (stats && !stats.isSymbolicLink()) await closeToOthers(inside, stats, { mended, foreign });
	}
	return { mended, foreign };
}

const isGone = (error: unknown) => errorCodeOf(error) === "ENOENT";
