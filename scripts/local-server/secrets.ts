import { generateKeyPairSync, randomBytes } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCodeOf } from "#app/core/error-code.ts";
import { StartError } from "./start-error.ts";

type Secrets = { AUTH_SECRET: string; VAPID_PRIVATE_KEY: string };

/** The secrets that this data folder is used with. They are made once and never change. */
export async function readSecrets(dataDir: string): Promise<Secrets> {
	const path = join(dataDir, "secrets.json");
	const found = (await read(path)) ?? (await create(path));
	return isComplete(found) ? found : complete(path, found);
}

async function read(path: string): Promise<Partial<Secrets> | null> {
	let content: string;
	try {
		content = await readFile(path, "utf8");
	} catch (error) {
		if (errorCodeOf(error) === "ENOENT") return null;
		throw new StartError(`The secrets in ${path} cannot be read (${errorCodeOf(error)}).`);
	}
	try {
		const secrets = JSON.parse(content);
		if (typeof secrets.AUTH_SECRET === "string") return secrets;
	} catch {
		// Not JSON: the same advice as for JSON of another shape.
	}
	// Making new ones would silently sign everybody out.
	throw new StartError(`${path} is damaged: put it back from a backup, or remove it.`);
}

function isComplete(secrets: Partial<Secrets>): secrets is Secrets {
	return secrets.VAPID_PRIVATE_KEY !== undefined;
}

async function create(path: string): Promise<Partial<Secrets>> {
	const secrets = {
		AUTH_SECRET: randomBytes(32).toString("base64url"),
		VAPID_PRIVATE_KEY: newVapidKey(),
	};
	return withDraft(path, secrets, async (draft) => {
		try {
			// Unlike a rename, a link fails when another process was faster; its secrets count then.
			await link(draft, path);
			return secrets;
		} catch (error) {
			const others = await read(path);
			if (others) return others;
			throw error;
		}
	});
}

/** Adds what a file from before there was Web Push lacks. */
async function complete(path: string, found: Partial<Secrets>): Promise<Secrets> {
	const secrets = { ...found, VAPID_PRIVATE_KEY: newVapidKey() };
	return withDraft(path, secrets, async (draft) => {
		await rename(draft, path);
		// What is there counts: another process may have come after us.
		return (await read(path)) as Secrets;
	});
}

/** Writes secrets to a file beside `path`, for `use` to move: nobody ever sees half a file. */
async function withDraft<Result>(
	path: string,
	secrets: Partial<Secrets>,
	use: (draft: string) => Promise<Result>,
): Promise<Result> {
	const draft = `${path}.${process.pid}`;
	const content = `${JSON.stringify(secrets, null, "\t")}\n`;
	await writeFile(draft, content, { mode: 0o600, flush: true });
	try {
		return await use(draft);
	} finally {
		await rm(draft, { force: true });
	}
}

/** The private half of a P-256 key, in base64url; the worker works the public half out. */
function newVapidKey(): string {
	const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
	return privateKey.export({ format: "jwk" }).d as string;
}
