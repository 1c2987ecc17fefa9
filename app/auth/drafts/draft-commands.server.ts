import type { ClientLimit } from "#app/auth/sessions/client-limit.server.ts";
import { AppError } from "#app/core/errors.ts";
import { isSecretField } from "#app/core/submitted-fields.ts";
import { insertDraft } from "#db/accounts/drafts.server.ts";
import type { Db } from "#db/client.server.ts";

/** How many drafts one client address may leave in 15 minutes: nobody is signed in when it does. */
export const DRAFTS_LIMIT = 30;
const DRAFT_MAX_LENGTH = 100_000;

/** What scripts add for themselves: the draft is sent on as a plain form. */
const SCRIPTED = ["stay", "reading"];

type KeepDraft = { db: Db; now: Date; limit: ClientLimit };

/**
 * Keeps what was typed into a form whose sender has to sign in first; passwords and files are left
 * out. `action` is the path the form was sent to. Returns the draft's id, or null when there is
 * nothing to keep or it is too much.
 */
export async function keepDraft(
	{ db, now, limit }: KeepDraft,
	action: string,
	form: FormData,
): Promise<string | null> {
	const fields = [...form].filter(
		(field): field is [string, string] =>
			typeof field[1] === "string" && !isSecretField(field[0]) && !SCRIPTED.includes(field[0]),
	);
	if (!fields.some(([, value]) => value.trim() !== "")) return null;
	if (JSON.stringify(fields).length > DRAFT_MAX_LENGTH) return null;
	try {
		await limit.take();
	} catch (error) {
		if (error instanceof AppError) return null;
		throw error;
	}
	const id = crypto.randomUUID();
	await insertDraft(db, { id, action, fields, createdAt: now });
	return id;
}
