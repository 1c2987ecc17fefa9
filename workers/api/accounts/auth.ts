import { createRoute } from "@hono/zod-openapi";
import {
	changeProfile,
	createAccount,
	signOut,
} from "#app/auth/accounts/account-commands.server.ts";
import { signedOutHeaders } from "#app/auth/sessions/signed-out-headers.server.ts";
import { ACCESS_TOKEN_SECONDS } from "#app/auth/tokens/access-token.server.ts";
import {
	refreshTokenPair,
	signInProgram,
	signOutProgram,
} from "#app/auth/tokens/token-commands.server.ts";
import { isTimeZone } from "#domain/time/find-time-zone.ts";
import { newApiApp } from "#workers/api/shared/api-app.ts";
import { jsonBody, jsonResponse } from "#workers/api/shared/json-content.ts";
import { messageSchema } from "#workers/api/shared/message-schema.ts";
import { problems } from "#workers/api/shared/problem-schema.ts";
import { authenticatedRoute, signedInRoute } from "#workers/api/shared/route-access.ts";
import { rememberZone } from "#workers/auth/zone-hints.ts";
import {
	accountChangesSchema,
	accountSchema,
	credentialsSchema,
	refreshSchema,
	registeredSchema,
	registerSchema,
	signedInSchema,
	toAccountJson,
	tokenPairSchema,
} from "./account-schemas.ts";
import { accountScope } from "./account-scope.ts";

/** Registering, signing in and out, and the user. */
export const authRoutes = newApiApp();

const tags = ["Accounts"];
// RFC 6749, section 5.1.
const NOT_KEPT = { "cache-control": "no-store" };

authRoutes.openapi(
	createRoute({
		method: "post",
		path: "/auth/register",
		operationId: "register",
		summary: "Make an account",
		tags,
		security: [],
		request: { body: jsonBody(registerSchema) },
		responses: {
			201: jsonResponse("It is made.", registeredSchema),
			...problems(400, 409, 413, 415, 429),
		},
	}),
	async (c) => {
		const { email, password, name = email.split("@")[0] as string } = c.req.valid("json");
		const zone = c.req.raw.cf?.timezone;
		const timeZone = typeof zone === "string" && isTimeZone(zone) ? zone : "UTC";
		const user = await createAccount(accountScope(c), { email, password, name, timeZone });
		return c.json({ message: "Your account is made. Log in.", userId: user.id }, 201);
	},
);

authRoutes.openapi(
	createRoute({
		method: "post",
		path: "/auth/login",
		operationId: "logIn",
		summary: "Sign in",
		tags,
		security: [],
		request: { body: jsonBody(credentialsSchema) },
		responses: {
			200: jsonResponse("Signed in.", signedInSchema),
			...problems(400, 401, 403, 413, 415, 429),
		},
	}),
	async (c) => {
		const given = c.req.valid("json");
		const { token, refreshToken, user } = await signInProgram(accountScope(c), given);
		c.set("userId", user.id);
		const body = {
			token,
			expiresIn: ACCESS_TOKEN_SECONDS,
			refreshToken,
			user: toAccountJson(user),
		};
		return c.json(body, 200, NOT_KEPT);
	},
);

authRoutes.openapi(
	createRoute({
		method: "post",
		path: "/auth/refresh",
		operationId: "refreshTokens",
		summary: "Get a new pair of tokens",
		description:
			"A refresh token works once. Using one again ends the sign-in, as one of its two bearers must be a thief; so share one refresh between threads.",
		tags,
		security: [],
		request: { body: jsonBody(refreshSchema) },
		responses: {
			200: jsonResponse("A new pair.", tokenPairSchema),
			...problems(400, 401, 413, 415),
		},
	}),
	async (c) => {
		const pair = await refreshTokenPair(accountScope(c), c.req.valid("json").refreshToken);
		return c.json({ ...pair, expiresIn: ACCESS_TOKEN_SECONDS }, 200, NOT_KEPT);
	},
);

authRoutes.openapi(
	createRoute({
		method: "post",
		path: "/auth/logout",
		operationId: "logOut",
		summary: "Sign out",
		description:
			"Ends the sign-in: its access tokens are refused from now on, its refresh token, too.",
		tags,
		...signedInRoute,
		responses: { 200: jsonResponse("Signed out.", messageSchema), ...problems(401, 403, 429) },
	}),
	async (c) => {
		const { method, user } = c.get("caller");
		await user;
		if (method.kind === "access-token") await signOutProgram(c.get("scope"), method.signInId);
		if (method.kind === "session") {
			await signOut(accountScope(c), method.claims);
			for (const [name, line] of signedOutHeaders()) {
				c.header(name, line, { append: true });
			}
		}
		return c.json({ message: "You are signed out." }, 200);
	},
);

authRoutes.openapi(
	createRoute({
		method: "get",
		path: "/auth/me",
		operationId: "getMe",
		summary: "Who is asking",
		tags,
		...authenticatedRoute,
		responses: { 200: jsonResponse("The user.", accountSchema), ...problems(401, 429) },
	}),
	async (c) => c.json(toAccountJson(await c.get("caller").user), 200),
);

authRoutes.openapi(
	createRoute({
		method: "patch",
		path: "/auth/me",
		operationId: "updateMe",
		summary: "Change name or time zone",
		description: "Due dates float: they move along into another time zone.",
		tags,
		...signedInRoute,
		request: { body: jsonBody(accountChangesSchema) },
		responses: {
			200: jsonResponse("The user.", accountSchema),
			...problems(400, 401, 403, 413, 415, 429),
		},
	}),
	async (c) => {
		// A single statement does not wait for the gate by itself.
		const user = await c.get("caller").user;
		const changes = c.req.valid("json");
		if (Object.keys(changes).length > 0) await changeProfile(c.get("scope"), changes);
		const changed = { ...user, ...changes };
		rememberZone(user.id, changed.timeZone);
		return c.json(toAccountJson(changed), 200);
	},
);
