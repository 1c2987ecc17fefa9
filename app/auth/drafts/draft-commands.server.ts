import { createHash, randomBytes } from "node:crypto";
import type { ClientLimit } from "#app/auth/sessions/client-limit.server.ts";
import { draftCookie } from "#app/core/cookies.server.ts";
import { AppError } from "#app/core/errors.ts";
import { deleteDraft, findDraft, insertDraft, listDraftTasks } from "#db/accounts/drafts.server.ts";
import { type Db, transact } from "#db/client.server.ts";
import { type DraftView, describeDraft } from "./describe-draft.ts";
import { DRAFT_PATH, type DraftFields, toDraft } from "./draft-form.ts";

/** How many drafts one client address may leave in 15 minutes: nobody is signed in when it does. */
export const DRAFTS_LIMIT = 30;
const DRAFT_MAX_LENGTH = 100_000;

/** 256 random bits. */
const SECRET = /^[\w-]{43}$/;

type KeepDraft = {
	db: Db;
	now: Date;
	limit: ClientLimit;
	/** Whose session has ended, as its cookie says; null when there was none. */
	userId: string | null;
};

/** Whether a form that is sent to that path may be one to keep, as far as the path says. */
export function mayKeepDraft(path: string): boolean {
	return DRAFT_PATH.test(path);
}

/**
 * Keeps a form of tasks whose sender has to sign in first (`toDraft` says which). It belongs to the
 * browser that has sent it: the cookie to set holds the secret whose hash the row has. Returns that
 * `Set-Cookie` and the draft's id, or null when there is nothing to keep or it is too much.
 */
export async function keepDraft(
	{ db, now, limit, userId }: KeepDraft,
	{ url, headers, form }: { url: URL; headers: Headers; form: FormData },
): Promise<{ id: string; cookie: string } | null> {
	const submitted = [...form].filter(
		(field): field is DraftFields[number] => typeof field[1] === "string",
	);
	const draft = toDraft(url.pathname, submitted);
	if (!draft || JSON.stringify(draft.fields).length > DRAFT_MAX_LENGTH) return null;
	try {
		await limit.take();
	} catch (error) {
		if (error instanceof AppError) return null;
		throw error;
	}
	// One secret for all forms of the browser: several tabs may have been open when the session ended.
	const secret = readSecret(headers) ?? randomBytes(32).toString("base64url");
	const id = crypto.randomUUID();
	const action = url.pathname + url.search;
	await insertDraft(db, { ...draft, id, action, userId, secretHash: hash(secret), createdAt: now });
	return { id, cookie: draftCookie.set(secret) };
}

/** Whether the request comes from a browser for which something was kept. */
export function hasDrafts(headers: Headers): boolean {
	return readSecret(headers) !== null;
}

type DraftScope = { db: Db; userId: string };

/**
 * The draft of that id, in one trip, if the browser that asks has sent it, and the user is not another
 * one than whose session had ended; else null.
 */
export async function loadDraft(
	{ db, userId }: DraftScope,
	id: string,
	headers: Headers,
): Promise<(DraftView & { path: string; fields: DraftFields }) | null> {
	const ref = toRef(userId, id, headers);
	if (!ref) return null;
	const [draft, tasks] = await Promise.all([findDraft(db, ref), listDraftTasks(db, ref)]);
	if (!draft) return null;
	const { action, fields, taskIds } = draft;
	const titles = new Map(tasks.map((task) => [task.id, task.title]));
	return { path: action, fields, ...describeDraft(fields, taskIds ?? [], titles) };
}

/** Deletes the draft that `loadDraft` finds; does nothing when there is none. */
export async function discardDraft({ db, userId }: DraftScope, id: string, headers: Headers) {
	const ref = toRef(userId, id, headers);
	if (ref) await transact(db, [deleteDraft(db, ref)]);
}

function toRef(userId: string, id: string, headers: Headers) {
	const secret = readSecret(headers);
	return secret === null ? null : { id, userId, secretHash: hash(secret) };
}

function readSecret(headers: Headers): string | null {
	const secret = draftCookie.read(headers);
	return secret !== null && SECRET.test(secret) ? secret : null;
}

function hash(secret: string): string {
	return createHash("sha256").update(secret).digest("hex");
}
