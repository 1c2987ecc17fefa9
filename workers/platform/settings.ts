import { z } from "zod";

/*
 * Every variable that Tend reads from its environment. Values arrive as text; an empty
 * one counts as unset. Each schema's message completes the sentence "NAME must be …".
 */

const text = z.string();

const wholeNumber = (fallback: number) =>
	text
		.regex(/^\d{1,9}$/, "a whole number of 0 or more")
		.transform(Number)
		.default(fallback);

const url = (schemes: string[]) =>
	text.refine(
		(value) => {
			const parsed = URL.parse(value);
			return parsed !== null && parsed.hostname !== "" && schemes.includes(parsed.protocol);
		},
		`a URL that starts with ${schemes.map((scheme) => `${scheme}//`).join(" or ")}`,
	);

const httpUrl = url(["http:", "https:"]).transform((value) => value.replace(/\/+$/, ""));

const origin = text
	.refine((value) => {
		const parsed = URL.parse(value);
		if (!parsed || !["http:", "https:"].includes(parsed.protocol)) return false;
		return parsed.href === `${parsed.origin}/`;
	}, "an origin like https://tend.example.com, without a path")
	.transform((value) => new URL(value).origin);

const origins = text
	.transform((value) => value.split(",").map((part) => part.trim()))
	.pipe(z.array(origin, "origins like https://tend.example.com, separated by commas"));

const variables = z.object({
	APP_URL: origin.optional(),
	/** Where `npm start` listens. Not for people to set: they have APP_URL. */
	LOCAL_URL: origin.optional(),
	/** HOST of `npm start`, by its name. Not set on Cloudflare, nor for people to set. */
	LOCAL_HOST: text.toLowerCase().optional(),
	CORS_ORIGINS: origins.default([]),
	AUTH_SECRET: z
		.string("set, to at least 32 random characters")
		.min(32, "at least 32 characters long"),
	LLM_PROVIDER: z
		.enum(["local", "openai", "gemini"], { error: "local, openai or gemini" })
		.optional(),
	OPENAI_API_KEY: text.optional(),
	OPENAI_BASE_URL: httpUrl.default("https://api.openai.com/v1"),
	OPENAI_MODEL: text.default("gpt-5-mini"),
	GEMINI_API_KEY: text.optional(),
	GEMINI_BASE_URL: httpUrl.default("https://generativelanguage.googleapis.com/v1beta"),
	GEMINI_MODEL: text.default("gemini-2.5-flash"),
	CHAT_DAILY_TOKENS: wholeNumber(200_000),
	CHAT_SILENCE_SECONDS: wholeNumber(60),
	SMTP_URL: url(["smtp:", "smtps:"]).optional(),
	MAIL_FROM: text
		.regex(
			/^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
			"an e-mail address like tend@example.com or Tend <tend@example.com>",
		)
		.default("Tend <tend@localhost>"),
	VAPID_PRIVATE_KEY: text
		.regex(/^[\w-]{43}$/, "a P-256 private key: 32 bytes in base64url")
		.optional(),
	METRICS_TOKEN: text.optional(),
	API_RATE_LIMIT: wholeNumber(1000),
	/** Tasks that an account may have. */
	MAX_TASKS_PER_USER: wholeNumber(100_000),
	SIGNIN_RATE_LIMIT: wholeNumber(5),
	SIGNUP_RATE_LIMIT: wholeNumber(5),
	/** Proxies in front that add to X-Forwarded-For; with 0 it is not looked at (client-address.ts). */
	TRUSTED_PROXIES: wholeNumber(0),
	ALLOW_PRIVATE_NETWORK: z
		.enum(["0", "1"], { error: "1 (on) or 0 (off)" })
		.transform((value) => value === "1")
		.default(false),
});

type Name = keyof z.output<typeof variables>;

export const settingNames = Object.keys(variables.shape) as Name[];

export type Settings = Omit<z.output<typeof variables>, "LLM_PROVIDER"> & {
	LLM_PROVIDER: "local" | "openai" | "gemini";
};

// A URL may carry a password.
const secretNames = new Set<PropertyKey>([
	"AUTH_SECRET",
	"OPENAI_API_KEY",
	"OPENAI_BASE_URL",
	"GEMINI_API_KEY",
	"GEMINI_BASE_URL",
	"APP_URL",
	"LOCAL_URL",
	"SMTP_URL",
	"VAPID_PRIVATE_KEY",
	"METRICS_TOKEN",
] satisfies Name[]);

const known = new WeakMap<object, Settings>();

/** The settings in `env`, read once for each isolate. Throws one line on the first bad value. */
export function readSettings(env: object): Settings {
	const before = known.get(env);
	if (before) return before;
	const given: Partial<Record<Name, unknown>> = {};
	for (const name of settingNames) {
		const value = Reflect.get(env, name);
		if (value !== undefined && value !== "") given[name] = value;
	}
	const parsed = variables.safeParse(given);
	if (!parsed.success) throw new Error(complaint(parsed.error, given));
	const values = parsed.data;
	const settings = { ...values, LLM_PROVIDER: values.LLM_PROVIDER ?? providerWithKey(values) };
	known.set(env, settings);
	return settings;
}

/**
 * The origin for links in what is not asked for by a request: mail and push. Null on a server that
 * has not been told.
 */
export function publicOrigin({ APP_URL, LOCAL_URL }: Settings): string | null {
	return APP_URL ?? LOCAL_URL ?? null;
}

/** Whether mail can be sent. Without an origin its links would lead nowhere, that to confirm an address among them. */
export function canSendMail(settings: Settings): boolean {
	return settings.SMTP_URL !== undefined && publicOrigin(settings) !== null;
}

function providerWithKey(values: z.output<typeof variables>): Settings["LLM_PROVIDER"] {
	if (values.OPENAI_API_KEY) return "openai";
	return values.GEMINI_API_KEY ? "gemini" : "local";
}

function complaint(error: z.ZodError, given: Partial<Record<Name, unknown>>): string {
	const issue = error.issues[0];
	const name = issue?.path[0] as Name;
	const value = given[name];
	const shown =
		value === undefined || secretNames.has(name) ? "" : `, not ${JSON.stringify(value)}`;
	return `${name} must be ${issue?.message}${shown}.`;
}
