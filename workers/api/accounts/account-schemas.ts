import { z } from "@hono/zod-openapi";
import { ACCESS_TOKEN_SECONDS } from "#app/auth/tokens/access-token.server.ts";
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from "#domain/limits.ts";
import {
	emailSchema,
	nameSchema,
	newPasswordSchema,
	timeZoneSchema,
} from "#domain/user/account-schema.ts";
import { TOKEN_SCOPES } from "#domain/user/token-scope.ts";
import type { User } from "#domain/user/user.ts";

/** Accounts and tokens as the API takes and answers them. */

const email = { type: "string", format: "email", maxLength: 254 } as const;
const name = { type: "string", minLength: 1, maxLength: 100 } as const;
const timeZone = { type: "string", description: "IANA name." } as const;
const instant = () => z.string().meta({ format: "date-time", example: "2026-11-20T15:00:00.000Z" });

export const registerSchema = z
	.strictObject({
		email: emailSchema.meta({ ...email, example: "ann@example.com" }),
		password: newPasswordSchema.meta({
			minLength: PASSWORD_MIN_LENGTH,
			maxLength: PASSWORD_MAX_LENGTH,
			format: "password",
			example: "correct horse battery",
		}),
		name: nameSchema
			.optional()
			.meta({ ...name, description: "Else what stands before the @.", example: "Ann" }),
	})
	.openapi("Registration");

export const registeredSchema = z
	.object({ message: z.string(), userId: z.uuid() })
	.openapi("Registered");

export const credentialsSchema = z
	.strictObject({
		email: z
			.string("Send the e-mail address.")
			.trim()
			.max(254)
			.meta({ example: "ann@example.com" }),
		password: z.string("Send the password.").max(1000).meta({ example: "correct horse battery" }),
	})
	.openapi("Credentials");

export const refreshSchema = z
	.strictObject({ refreshToken: z.string("Send the refresh token.").max(200) })
	.openapi("RefreshRequest");

export const accountSchema = z
	.object({
		id: z.uuid(),
		email: z.string(),
		name: z.string(),
		timeZone: z.string().meta({ ...timeZone, example: "America/New_York" }),
		createdAt: instant(),
	})
	.openapi("User");

const pair = {
	token: z.string().meta({ description: "The access token: `Authorization: Bearer …`." }),
	expiresIn: z.int().meta({ description: "Seconds.", example: ACCESS_TOKEN_SECONDS }),
	refreshToken: z.string().meta({ description: "Good for 7 days, and for one use." }),
};

export const tokenPairSchema = z.object(pair).openapi("TokenPair");
export const signedInSchema = z.object({ ...pair, user: accountSchema }).openapi("SignedIn");

export const accountChangesSchema = z
	.strictObject({
		name: nameSchema.optional().meta({ ...name, example: "Ann" }),
		timeZone: timeZoneSchema.optional().meta({ ...timeZone, example: "Asia/Tokyo" }),
	})
	.openapi("UserChanges");

export const newTokenSchema = z
	.strictObject({
		name: nameSchema.meta({ ...name, description: "What it is for.", example: "Backup script" }),
		scopes: z
			.array(z.enum(TOKEN_SCOPES, `A scope is one of ${TOKEN_SCOPES.join(", ")}.`))
			.min(1, "Name at least one scope.")
			.transform((scopes) => TOKEN_SCOPES.filter((scope) => scopes.includes(scope)))
			.openapi({
				type: "array",
				items: { type: "string", enum: [...TOKEN_SCOPES] },
				minItems: 1,
				example: ["tasks:read"],
			}),
		expiresAt: z.iso
			.datetime({ offset: true, error: "Send a date and time like 2027-01-01T00:00:00Z, or null." })
			.nullish()
			.meta({ description: "Never, if it is left out.", example: "2027-01-01T00:00:00Z" }),
	})
	.openapi("NewToken");

const shownToken = {
	id: z.uuid(),
	name: z.string(),
	scopes: z.array(z.enum(TOKEN_SCOPES)),
	createdAt: instant(),
	expiresAt: instant().nullable(),
	lastUsedAt: instant().nullable().meta({ description: "To the minute." }),
};

const tokenSchema = z.object(shownToken).openapi("Token");
export const createdTokenSchema = z
	.object({ ...shownToken, token: z.string().meta({ description: "Shown this once." }) })
	.openapi("MadeToken");
export const tokenListSchema = z.object({ tokens: z.array(tokenSchema) }).openapi("TokenList");

type Account = Pick<User, "id" | "email" | "name" | "timeZone" | "createdAt">;

export function toAccountJson({ id, email, name, timeZone, createdAt }: Account) {
	return { id, email, name, timeZone, createdAt: createdAt.toISOString() };
}

type TokenRow = {
	id: string;
	name: string;
	scopes: z.output<typeof tokenSchema>["scopes"];
	createdAt: Date;
	expiresAt: Date | null;
	lastUsedAt: Date | null;
};

export function toTokenJson({ id, name, scopes, createdAt, expiresAt, lastUsedAt }: TokenRow) {
	return {
		id,
		name,
		scopes,
		createdAt: createdAt.toISOString(),
		expiresAt: expiresAt?.toISOString() ?? null,
		lastUsedAt: lastUsedAt?.toISOString() ?? null,
	};
}
