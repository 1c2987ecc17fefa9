import { data, redirect } from "react-router";
import type { z } from "zod";
import type { TaskVersion } from "#domain/task/task.ts";
import { cookieHeaders } from "./cookies.server.ts";
import { AppError, type FieldError, Invalid, RateLimited } from "./errors.ts";
import { setFlash } from "./flash.server.ts";
import type { Flash } from "./flash.ts";
import type { FormReply } from "./form.ts";
import { isSecretField } from "./submitted-fields.ts";

/**
 * Parses a form by its schema, which sees a text for each field, and a list of them for one that was
 * sent several times. Names are flat: dots and brackets in them are characters like others. When
 * something is wrong, the reply says what at which field, and has what was typed, so that the page can
 * show it again (all but passwords).
 */
export function parseForm<Schema extends z.ZodType>(
	schema: Schema,
	form: FormData,
): { ok: true; value: z.output<Schema> } | { ok: false; reply: FormReply } {
	const parsed = schema.safeParse(fieldsOf(form));
	if (parsed.success) return { ok: true, value: parsed.data };
	const fields = parsed.error.issues.map(({ path: [name = ""], message }) => ({
		path: String(name),
		message,
	}));
	return { ok: false, reply: { errors: byField(fields), values: typedValues(form) } };
}

function fieldsOf(form: FormData): Record<string, unknown> {
	const fields = new Map<string, FormDataEntryValue | FormDataEntryValue[]>();
	for (const [name, value] of form) {
		const before = fields.get(name);
		if (before === undefined) fields.set(name, value);
		else if (Array.isArray(before)) before.push(value);
		else fields.set(name, [before, value]);
	}
	return Object.fromEntries(fields);
}

/** The messages of each field. */
function byField(fields: FieldError[]): FormReply["errors"] {
	const errors = new Map<string, string[]>();
	for (const { path, message } of fields) {
		errors.set(path, [...(errors.get(path) ?? []), message]);
	}
	return Object.fromEntries(errors);
}

/**
 * Runs a command for a form. Bad input comes back as the form's reply, with its status; anything
 * else that went wrong is thrown on, as `routeError` shapes it.
 */
export async function runCommand<Result>(form: FormData, command: () => Promise<Result>) {
	try {
		return { ok: true as const, value: await command() };
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		if (error.status === 404) throw routeError(error, typedValues(form));
		return { ok: false as const, ...refusal(error, form) };
	}
}

/**
 * Ends a form's action: with a redirect and its message, or, where a script sent the form and
 * stays on the page (it says so in the field "stay"), with the message alone and the version of the
 * task that was `made` by it.
 */
export async function redirectWithFlash(
	form: FormData,
	to: string,
	flash: Flash,
	made: TaskVersion | null = null,
) {
	if (form.get("stay")) return data({ flash, made });
	return redirect(to, { headers: cookieHeaders(setFlash(flash)) });
}

/**
 * The handler of a form's `intent` among those of a page. Throws a 400 response when the page has none
 * of that name.
 */
export function getHandler<Handler>(handlers: Record<string, Handler>, intent: unknown): Handler {
	const name = String(intent ?? "");
	const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
	if (handler === undefined) throw unknownIntent();
	return handler;
}

/** Thrown for a form whose `intent` is none of its page's. */
export function unknownIntent() {
	return data({ message: "This page has no such button." }, 400);
}

/** What came of a form's command, for the user who sent the form. */
export type CommandOutcome = {
	/** Null: the page shows by itself what came of it. */
	message: string | null;
	/** The change that "Undo" beside the message takes back. */
	undo?: string | null;
	/** The task that the command changed, at its new version. */
	made?: TaskVersion | null;
	/** Another page than the one the form is on. */
	to?: string;
};

type FlashOptions = {
	/** "error-page": a command that finds nothing ends on the error page, for pages about one thing. */
	notFound?: "flash" | "error-page";
};

/**
 * Runs the command of a button and ends the form's action on `page`: with the flash of what came of it,
 * or of why it was refused (an `AppError`). Any other error is thrown on.
 */
export async function runAndFlash(
	form: FormData,
	page: string,
	command: () => Promise<CommandOutcome>,
	{ notFound = "flash" }: FlashOptions = {},
) {
	try {
		const { message, undo = null, made = null, to = page } = await command();
		if (message === null) return redirect(to);
		return await redirectWithFlash(form, to, { message, undo, tone: "done" }, made);
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		if (notFound === "error-page" && error.status === 404) {
			throw routeError(error, typedValues(form));
		}
		return flashRefusal(form, page, error.message);
	}
}

/** Ends a form's action with the flash of why it was refused. */
export function flashRefusal(form: FormData, to: string, message: string) {
	return redirectWithFlash(form, to, { message, undo: null, tone: "refused" });
}

/** An error of the domain as an error boundary gets it, with what was typed if that was a form. */
export function routeError(error: AppError, typed?: FormReply["values"]) {
	return data({ message: error.message, typed }, { status: error.status });
}

function refusal(error: AppError, form: FormData) {
	const fields = error instanceof Invalid ? error.fields : [{ path: "", message: error.message }];
	const reply: FormReply = { errors: byField(fields), values: typedValues(form) };
	const headers: HeadersInit = error instanceof RateLimited ? error.headers : {};
	return { reply, status: error.status, headers };
}

function typedValues(form: FormData) {
	const values = new Map<string, string>();
	for (const [name, value] of form) {
		if (typeof value === "string" && !isSecretField(name)) values.set(name, value);
	}
	return Object.fromEntries(values);
}
