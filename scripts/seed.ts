// npm run seed: a demo account with tasks in the local database. Doing it again starts it afresh.

import { join } from "node:path";
import { hashPassword } from "#app/auth/passwords/password.server.ts";
import { deleteUser, findUserByEmail, insertUser } from "#db/accounts/accounts.server.ts";
import { Connection, transact } from "#db/client.server.ts";
import { DAY_MS } from "#domain/time/durations.ts";
import { openDataDir } from "./local-server/data-dir.ts";
import { extendPath, readEnvironment } from "./local-server/environment.ts";
import { migrate } from "./local-server/migrations.ts";
import { Miniflare } from "./local-server/miniflare.ts";
import { databaseOptions } from "./local-server/options.ts";
import { runScript } from "./local-server/start-error.ts";
import { addDemoTasks } from "./seed/demo-tasks.ts";

const EMAIL = "demo@tend.local";
const PASSWORD = "demo-password";
const root = join(import.meta.dirname, "..");

await runScript(async () => {
	extendPath(root);
	const { dataDir } = await readEnvironment(root);
	await openDataDir(dataDir);
	const config = join(root, "wrangler.toml");
	await migrate(config, dataDir);
	const miniflare = new Miniflare(await databaseOptions(config, dataDir));
	try {
		const db = new Connection(await miniflare.getD1Database("DB")).open();
		const before = await findUserByEmail(db, EMAIL);
		if (before) await transact(db, deleteUser(db, before.id));
		const user = {
			id: crypto.randomUUID(),
			email: EMAIL,
			name: "Demo",
			passwordHash: await hashPassword(PASSWORD),
			timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
			createdAt: new Date(Date.now() - 45 * DAY_MS),
		};
		await insertUser(db, user);
		const count = await addDemoTasks(db, user, new Date());
		console.log(`Sign in as ${EMAIL} with the password ${PASSWORD}: ${count} tasks are there.`);
	} finally {
		await miniflare.dispose();
	}
});
