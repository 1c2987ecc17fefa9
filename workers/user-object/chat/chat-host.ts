import type { PublishEvents } from "#app/core/scope.server.ts";
import type { Db } from "#db/client.server.ts";
import type { ObjectStorage } from "#workers/user-object/storage/migrate-object.ts";

/**
 * What the chats need of the place where they run: the user's Durable Object (user-object.ts), or the
 * process of the console client (cli/local/local-object.ts).
 */
export type ChatHost = {
	storage: ObjectStorage;
	/** Opens the database that has this user's tasks. */
	openDb: (userId: string) => Db;
	/** Sends the events of what tools have changed on their way. */
	publishEvents: PublishEvents;
	/** Lets work that nobody awaits come to its end. */
	waitUntil: (work: Promise<unknown>) => void;
	/** Keeps the host in memory until the reply in that chat is done, although no request may be open. */
	keepAlive: (chatId: string) => void;
};
