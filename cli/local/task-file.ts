import { constants } from "node:fs";
import { lstat, mkdir, open, readdir, realpath, rename, stat, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { lock } from "proper-lockfile";
import { errorCodeOf } from "#app/core/error-code.ts";
import { EXIT, type Failure, failure } from "#cli/backend/failure.ts";

/*
 * A file that several processes read and replace as a whole. Readers need no lock, since what they
 * find is always a whole file: writers write beside it, flush that to disk, and put it in place.
 */

/** Text of the file and which state of it that was; null where there is no file yet. */
export type Reading = { text: string; stamp: string } | null;

export type LockedFile = {
	read(): Promise<Reading>;
	/** Replaces what was read. When it returns, the text is on disk. */
	replace(reading: Reading, text: string): Promise<void>;
};

/** A holder that was killed leaves its lock behind; this long after its last sign of life it is taken. */
const STALE_MS = 5_000;
const PATIENCE = { retries: 300, factor: 1.2, minTimeout: 10, maxTimeout: 100, randomize: true };

/** Reads the file. Throws a `Failure` when it cannot be read. */
export async function readTaskFile(path: string): Promise<Reading> {
	let handle: Awaited<ReturnType<typeof open>>;
	try {
		handle = await open(path, constants.O_RDONLY);
	} catch (error) {
		if (errorCodeOf(error) === "ENOENT") return null;
		throw cannot("read", path, error);
	}
	try {
		const before = await handle.stat({ bigint: true });
		return { text: await handle.readFile("utf8"), stamp: stampOf(before) };
	} catch (error) {
		throw cannot("read", path, error);
	} finally {
		await handle.close();
	}
}

/**
 * Does some work while no other process changes the file. Throws a `Failure` when the lock is not to
 * be had, or the file not to be written.
 */
export async function withLockedFile<Result>(
	path: string,
	work: (file: LockedFile) => Promise<Result>,
): Promise<Result> {
	await makeFolder(path);
	const target = await followLink(path);
	let isLost = false;
	let release: () => Promise<void>;
	try {
		release = await lock(target, {
			realpath: false,
			stale: STALE_MS,
			update: STALE_MS / 5,
			retries: PATIENCE,
			onCompromised: () => {
				isLost = true;
			},
		});
	} catch (error) {
		if (errorCodeOf(error) !== "ELOCKED") throw cannot("lock", target, error);
		throw failure(
			EXIT.file,
			`${target} is being changed by another process for too long now. Nothing was changed.`,
		);
	}
	try {
		return await work({
			read: () => readTaskFile(target),
			async replace(reading, text) {
				const now = await stampAt(target);
				if (isLost || now !== (reading?.stamp ?? null)) {
					throw failure(
						EXIT.file,
						`${target} was changed by another program at the same time. Nothing was changed; try again.`,
					);
				}
				await replaceFile(target, text);
			},
		});
	} finally {
		// A lock that is lost is another's by now.
		await release().catch(() => {});
	}
}

async function replaceFile(path: string, text: string): Promise<void> {
	const temporary = `${path}.${process.pid}.tmp`;
	try {
		await removeLeftovers(path);
		const mode = await stat(path).then(
			(found) => found.mode & 0o777,
			() => 0o600,
		);
		const handle = await open(temporary, "wx", mode);
		try {
			await handle.writeFile(text);
			await handle.sync();
		} finally {
			await handle.close();
		}
		await rename(temporary, path);
		await syncFolder(dirname(path));
	} catch (error) {
		await unlink(temporary).catch(() => {});
		throw cannot("write", path, error);
	}
}

/** What processes that were killed in the middle of writing have left. We hold the lock: none is at it. */
async function removeLeftovers(path: string): Promise<void> {
	const folder = dirname(path);
	const name = basename(path);
	for (const entry of await readdir(folder)) {
		const isLeftover =
			entry.startsWith(`${name}.`) && /^\d+\.tmp$/.test(entry.slice(name.length + 1));
		if (isLeftover) await unlink(join(folder, entry)).catch(() => {});
	}
}

/** Only with its folder on disk does the new name outlive a power cut. Windows has no such thing. */
async function syncFolder(folder: string): Promise<void> {
	if (process.platform === "win32") return;
	const handle = await open(folder, constants.O_RDONLY);
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

async function makeFolder(path: string): Promise<void> {
	try {
		await mkdir(dirname(path), { recursive: true, mode: 0o700 });
	} catch (error) {
		throw cannot("write", path, error);
	}
}

/** The file itself: replacing a link would leave what it points to behind. */
async function followLink(path: string): Promise<string> {
	try {
		return (await lstat(path)).isSymbolicLink() ? await realpath(path) : path;
	} catch (error) {
		if (errorCodeOf(error) === "ENOENT") return path;
		throw cannot("read", path, error);
	}
}

async function stampAt(path: string): Promise<string | null> {
	try {
		return stampOf(await stat(path, { bigint: true }));
	} catch (error) {
		if (errorCodeOf(error) === "ENOENT") return null;
		throw cannot("read", path, error);
	}
}

function stampOf({ ino, size, mtimeNs }: { ino: bigint; size: bigint; mtimeNs: bigint }): string {
	return [ino, size, mtimeNs].join();
}

const REASONS: Record<string, string> = {
	EACCES: "permission denied",
	EISDIR: "it is a folder",
	ENOSPC: "the disk is full",
	EROFS: "the disk is read-only",
	ENOTDIR: "part of the path is not a folder",
};

function cannot(verb: string, path: string, error: unknown): Failure {
	const code = errorCodeOf(error);
	return failure(
		EXIT.file,
		`Cannot ${verb} ${path}: ${REASONS[code] ?? code}. Nothing was changed.`,
	);
}
