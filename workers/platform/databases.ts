import { Connection } from "#db/client.server.ts";

/**
 * A connection to the database that has this user's rows. There is one; where it becomes too small,
 * the next is chosen here, by a stable hash of the id (docs/scaling.md).
 */
export function connect({ DB }: Pick<Env, "DB">, _userId: string): Connection {
	return new Connection(DB);
}
