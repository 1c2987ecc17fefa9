import { requestChats, requestScope } from "#app/request/context.server.ts";
import type { Route } from "./+types/settings-data.ts";

/** All data of the user, to download. */
export async function loader({ context }: Route.LoaderArgs) {
	// Waits for the session: once a file has begun nobody can be asked to sign in.
	const chats = await requestChats(context);
	const { makeArchive } = await import("#app/archive/make-archive.server.ts");
	const scope = requestScope(context);
	const body = makeArchive({ ...scope, exportChats: chats.exportAll });
	return new Response(body, {
		headers: {
			"content-type": "application/zip",
			"content-disposition": `attachment; filename="tend-${scope.now.toISOString().slice(0, 10)}.zip"`,
			"cache-control": "no-store",
		},
	});
}
