import type { OpenAPIHono } from "@hono/zod-openapi";
import type { ApiEnv } from "#workers/auth/api-env.ts";

export type OpenApiDocument = ReturnType<OpenAPIHono<ApiEnv>["getOpenAPI31Document"]>;

const DESCRIPTION = `
Everything that Tend's pages do, for programs. JSON in and out, in camelCase.

**Who is asking.** \`Authorization: Bearer …\` with an access token (from sign-in, good for 15 minutes)
or a personal token (\`tend_…\`, from the settings). Pages of the same origin may use the session cookie.
\`/api/{userId}/tasks…\` is the same as \`/api/tasks…\`, and refuses other ids than the caller's.

**Errors** are problem details (RFC 9457). Tell them apart by \`type\` or \`status\`; \`detail\` is for
people. With 400, \`errors\` names each wrong field. Fields that are not known are refused, not dropped.

**Dates.** Due dates float: they are wall-clock times in the user's time zone of the moment, and are
answered with the offset that it has then.

**Versions.** The \`ETag\` of a task is its version. \`If-Match\` keeps two writers from undoing each
other's work, \`If-None-Match\` saves reading the same thing again.
`.trim();

const TAGS = [
	{ name: "Tasks", description: "What there is to do." },
	{ name: "Export and import", description: "All tasks as a file, and files as tasks." },
	{ name: "Undo", description: "Taking back, and doing again." },
	{ name: "Notifications", description: "What there was to be reminded of." },
	{ name: "Chat", description: "The assistant, which works on the same tasks." },
	{ name: "Agent", description: "The same work, done by the tools of the assistant." },
	{ name: "Accounts", description: "Registering, signing in and out, and the user." },
	{ name: "Tokens", description: "Personal tokens, for programs." },
	{ name: "Push", description: "Web Push: browsers that notifications come to." },
	{ name: "Webhooks", description: "Addresses that are told of events." },
	{ name: "Service", description: "The server itself." },
];

const SECURITY_SCHEMES = {
	bearer: {
		type: "http",
		scheme: "bearer",
		description: "An access token or a personal token. Personal tokens have scopes.",
	},
	session: {
		type: "apiKey",
		in: "cookie",
		name: "session",
		description:
			"For calls from Tend's own pages. Over https the cookie is named `__Host-session`.",
	},
} as const;

let made: OpenApiDocument | null = null;

/** The API's document, made from the schemas that check its requests. */
export function openApiDocument(api: OpenAPIHono<ApiEnv>): OpenApiDocument {
	if (made) return made;
	for (const [name, scheme] of Object.entries(SECURITY_SCHEMES)) {
		api.openAPIRegistry.registerComponent("securitySchemes", name, scheme);
	}
	made = api.getOpenAPI31Document({
		openapi: "3.1.1",
		info: {
			title: "Tend",
			version: __TEND_VERSION__,
			description: DESCRIPTION,
			license: { name: "MIT", url: "https://opensource.org/license/mit" },
		},
		servers: [{ url: "/", description: "This server." }],
		tags: TAGS,
	});
	return made;
}
