import { randomBytes } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { codeOf, StartError } from "./start-error.ts";

type Secrets = { AUTH_SECRET: string };

/** The secrets that this data folder is used with. They are made once and never change. */
export async function readSecrets(dataDir: string): Promise<Secrets> {
	const path = join(dataDir, "secrets.json");
	return (await read(path)) ?? (await create(path));
}

async function read(path: string): Promise<Secrets | null> {
	let content: string;
	try {
		content = await readFile(path, "utf8");
	} catch (error) {
		if (codeOf(error) === "ENOENT") return null;
		throw new StartError(`The secrets in ${path} cannot be read (${codeOf(error)}).`);
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

async function create(path: string): Promise<Secrets> {
	const secrets = { AUTH_SECRET: randomBytes(32).toString("base64url") };
	const draft = `${path}.${process.pid}`;
	await writeFile(draft, `${JSON.stringify(secrets, null, "\t")}\n`, { mode: 0o600, flush: true });
	try {
		// Unlike a rename, a link fails when another process was faster; its secrets count then.
		await link(draft, path);
		return secrets;
	} catch (error) {
		const others = await read(path);
		if (others) return others;
		throw error;
	} finally {
		await rm(draft, { force: true });
	}
}
