// The benchmark's people and their tasks: the same ones each time, made by the database itself.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { hashPassword } from "#app/auth/passwords/password.server.ts";
import { encodePersonalToken } from "#app/auth/tokens/personal-token.server.ts";
import { migrate } from "#scripts/local-server/migrations.ts";
import { Miniflare } from "#scripts/local-server/miniflare.ts";
import { databaseOptions } from "#scripts/local-server/options.ts";

export type Person = { id: string; email: string; password: string; token: string };

export const TASKS_PER_PERSON = 100;
const PASSWORD = "a long bench password";
const PEOPLE_PER_STATEMENT = 250;
/** Whom requests are made for, and all that an empty database has; the rest is there to be in the way. */
export const ACTIVE_PEOPLE = 100;

/** Fills the database below `dataDir` with `count` people; answers those whom requests are made for. */
export async function addPeople(
	root: string,
	{ dataDir, secret, count }: { dataDir: string; secret: string; count: number },
): Promise<Person[]> {
	const config = join(root, "wrangler.toml");
	await migrate(config, dataDir);
	const miniflare = new Miniflare(await databaseOptions(config, dataDir));
	try {
		const db = await miniflare.getD1Database("DB");
		const passwordHash = await hashPassword(PASSWORD);
		for (let first = 1; first <= count; first += PEOPLE_PER_STATEMENT) {
			const last = Math.min(count, first + PEOPLE_PER_STATEMENT - 1);
			await db.batch([
				db.prepare(insertPeople).bind(first, last, passwordHash),
				db.prepare(insertTasks).bind(first, last),
				db.prepare(indexTasks).bind(first, last),
			]);
		}
		const active = Array.from({ length: Math.min(count, ACTIVE_PEOPLE) }, (_, i) =>
			newPerson(1 + Math.floor((i * count) / Math.min(count, ACTIVE_PEOPLE)), secret),
		);
		await db.batch(
			active.map(({ id, tokenId, hash }) =>
				db
					.prepare(
						`insert into personal_tokens (id, user_id, name, scopes, hash, created_at)
							values (?, ?, 'bench', '["tasks:read","tasks:write","chat"]', ?, 0)`,
					)
					.bind(tokenId, id, hash),
			),
		);
		await db.exec("analyze");
		return active;
	} finally {
		await miniflare.dispose();
	}
}

function newPerson(number: number, secret: string) {
	const id = idOf(number);
	const tokenId = randomUUID();
	const { token, hash } = encodePersonalToken(
		{
			userId: id,
			tokenId,
			scopes: ["tasks:read", "tasks:write", "chat"],
			timeZone: "Europe/Berlin",
		},
		secret,
	);
	return { id, tokenId, hash, token, email: `bench-${number}@example.com`, password: PASSWORD };
}

// A UUIDv4 whose random part is the number: the same people each time.
const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const sqlId = "'00000000-0000-4000-8000-' || printf('%012d', n)";

const numbers =
	"with recursive numbers (n) as (select cast(?1 as integer) union all select n + 1 from numbers where n < ?2)";

const insertPeople = `${numbers}
	insert into users (id, email, name, password_hash, time_zone, theme, task_seq, created_at)
	select ${sqlId}, 'bench-' || n || '@example.com', 'Bench ' || n, ?3, 'Europe/Berlin', 'system', ${TASKS_PER_PERSON}, 0
	from numbers`;

const WORDS = "Call,Write,Buy,Plan,Check,Send,Book,Clean,Read,Review".split(",");
const THINGS =
	"the dentist,a report,bread and milk,the trip,the invoice,a letter,the room,the kitchen,chapter four,the draft".split(
		",",
	);
const pick = (words: string[], by: string) =>
	`case (${by}) % ${words.length} ${words.map((word, i) => `when ${i} then '${word}'`).join(" ")} end`;
const title = `${pick(WORDS, "t")} || ' ' || ${pick(THINGS, "t / 10 + n")} || ' ' || t`;
const tag = pick(["home", "work", "errands", "family", "garden"], "t + n");
// Half a year around the end of 2026, some timed, some all day, a fifth without a date.
const day = "date('2026-09-01', '+' || ((t * 37 + n) % 180) || ' days')";
const due = `case t % 5 when 0 then null when 1 then ${day} || 'T09:30:00' else ${day} || 'T24:00:00' end`;

const insertTasks = `${numbers}, places (t) as (select 1 union all select t + 1 from places where t < ${TASKS_PER_PERSON})
	insert into tasks (
		user_id, id, title, description, status, priority, due, tags, parent_id, recurrence, reminders,
		completed_at, created_at, updated_at, version
	)
	select ${sqlId}, t, ${title}, '', case when t % 5 < 4 then 'pending' else 'completed' end,
		case t % 3 when 0 then 'high' when 1 then 'medium' else 'low' end, ${due},
		case when t % 4 = 0 then '[]' else json_array(${tag}) end, null, null, '[]',
		case when t % 5 < 4 then null else 1790000000000 + t * 3600000 end,
		1780000000000 + t * 60000, 1780000000000 + t * 60000, 1
	from numbers, places`;

// As domain/task/search-terms.ts writes it: every word behind its owner's id.
const indexTasks = `${numbers}
	insert into task_search (rowid, terms)
	select key, owner || replace(lower(title), ' ', ' ' || owner)
	from (
		select key, title, replace(user_id, '-', '') as owner
		from tasks join numbers on tasks.user_id = ${sqlId}
	)`;
