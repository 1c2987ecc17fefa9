import { hostname } from "node:os";
import { text } from "node:stream/consumers";
import type { Command } from "commander";
import { call } from "#cli/backend/api.ts";
import type { Backend } from "#cli/backend/backend.ts";
import { type Config, readConfig, type SignIn, writeConfig } from "#cli/backend/config.ts";
import { EXIT, Failure, failure } from "#cli/backend/failure.ts";
import { openServerBackend, originOf } from "#cli/backend/server-backend.ts";
import { type Context, serverOf } from "#cli/invocation/context.ts";
import { ask, askSecret } from "#cli/invocation/prompt.ts";
import { harmless } from "#cli/output/terminal.ts";

/** Signing in and out. */

type Open = (command: Command) => Context;
type Account = { id: string; email: string; name: string; timeZone: string };
type LoginOptions = { email?: string; passwordStdin?: boolean; token?: string };

export function addSignInCommands(program: Command, open: Open): void {
	program
		.command("login")
		.summary("sign in at a server")
		.description(
			"Signs in at a server and keeps a token for it, in a file that only you can read. Asks for what you do not give. The password itself is not kept.",
		)
		.argument("[url]", "the server's address; else the one used last")
		.option("-e, --email <address>", "your e-mail address there")
		.option("--password-stdin", "read the password from the input")
		.option("--token <token>", "use this personal token (tend_…) from the settings page instead")
		.addHelpText(
			"after",
			`
For scripts, set TEND_URL and TEND_TOKEN instead: nothing is kept then.

Examples:
  tend login https://tend.example.com
  tend login localhost:8787 --email ann@example.com --password-stdin < password.txt`,
		)
		.action(async (url: string | undefined, options: LoginOptions, command: Command) => {
			const context = open(command);
			const config = await readConfig();
			const server = url ? originOf(url) : serverOf(config);
			if (!server) throw failure(EXIT.usage, "Say where: tend login https://tend.example.com");
			const { account, signIn } = options.token
				? await byToken(server, options.token)
				: await byPassword(server, options);
			await writeConfig({ server, signIns: { ...config.signIns, [server]: signIn } });
			await context.show({ server, user: account }, () => [
				`You are signed in at ${server} as ${harmless(account.email)}.`,
			]);
		});

	program
		.command("logout")
		.summary("sign out")
		.description(
			"Forgets the token of the server in use. With --revoke the server forgets it, too, for which it wants the password again.",
		)
		.option("--revoke", "make the token useless for everybody")
		.option("--password-stdin", "read the password from the input")
		.action(async (options: { revoke?: boolean; passwordStdin?: boolean }, command: Command) => {
			const context = open(command);
			const config = await readConfig();
			const server = serverOf(config);
			const signIn = server ? config.signIns[server] : undefined;
			if (!server || !signIn) throw failure(EXIT.notSignedIn, "You are not signed in anywhere.");
			if (options.revoke) await revoke(server, signIn, options);
			await writeConfig(without(config, server));
			const rest =
				signIn.tokenId && !options.revoke ? ` Its token is listed at ${server}/settings.` : "";
			await context.show({ server, revoked: options.revoke === true }, () => [
				`You are signed out of ${server}.${rest}`,
			]);
		});

	program
		.command("whoami")
		.summary("show who is signed in, and where")
		.description("Shows who is signed in, and where the tasks are.")
		.action(async (_: object, command: Command) => {
			const context = open(command);
			const backend = await context.backend();
			const account = await call<Account>(backend, "GET", "/api/auth/me");
			await context.show(account, () => [
				`${harmless(account.email)} at ${backend.location}, in ${account.timeZone}`,
			]);
		});
}

type Entered = { account: Account; signIn: SignIn };

async function byToken(server: string, token: string): Promise<Entered> {
	const asking = call<Account>(openServerBackend(server, token), "GET", "/api/auth/me");
	const account = await asking.catch((error: unknown) => {
		if (!(error instanceof Failure) || error.problem.status !== 401) throw error;
		throw failure(
			EXIT.notSignedIn,
			`${server} does not take this token: it is wrong, has ended or was revoked. You can make one at ${server}/settings.`,
		);
	});
	return { account, signIn: { token, tokenId: null, email: account.email } };
}

/**
 * Trades the password for a personal token: unlike a sign-in it needs no renewing, which two commands
 * at once would do twice, and it stands under its own name in the settings.
 */
async function byPassword(server: string, options: LoginOptions): Promise<Entered> {
	const email = options.email ?? (await ask(`E-mail at ${server}: `));
	const { backend, user } = await signIn(server, email, options.passwordStdin);
	type IssuedToken = { id: string; token: string };
	const issued = await call<IssuedToken>(backend, "POST", "/api/tokens", {
		body: {
			name: `tend on ${hostname()}`.slice(0, 100),
			scopes: ["tasks:read", "tasks:write", "chat"],
		},
	});
	await call(backend, "POST", "/api/auth/logout");
	return { account: user, signIn: { token: issued.token, tokenId: issued.id, email: user.email } };
}

async function revoke(server: string, { tokenId, email }: SignIn, options: LoginOptions) {
	if (tokenId === null) {
		throw failure(
			EXIT.refused,
			`This token was given to tend, so it is not its to revoke. Do it at ${server}/settings.`,
		);
	}
	const { backend } = await signIn(server, email, options.passwordStdin);
	await call(backend, "DELETE", `/api/tokens/${tokenId}`);
	await call(backend, "POST", "/api/auth/logout");
}

async function signIn(server: string, email: string, fromInput = false) {
	const password = fromInput
		? (await text(process.stdin)).replace(/\r?\n$/, "")
		: await askSecret(`Password of ${email}: `);
	type SignedIn = { token: string; user: Account };
	const { token, user } = await call<SignedIn>(
		openServerBackend(server, null),
		"POST",
		"/api/auth/login",
		{ body: { email, password } },
	);
	const backend: Backend = openServerBackend(server, token);
	return { backend, user };
}

function without({ signIns, ...config }: Config, server: string): Config {
	const { [server]: _, ...others } = signIns;
	return { ...config, signIns: others };
}
