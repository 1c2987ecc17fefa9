import { type SQL, sql } from "drizzle-orm";
import { returning } from "#db/client.server.ts";
import { changes, events, importRows, imports, tasks, users } from "#db/schema.ts";
import { type ChangeMeta, makeTasks, openChange, takeNumbers } from "#db/tasks/changes.server.ts";

/*
 * How rows of an import become tasks. All of it is done in the database: a row never comes back here.
 * A plus before a column keeps it away from an index that would be the wrong one, or takes away its
 * type, which would keep it away from the right one (SQLite, sections 4 and 5 of "Datatypes").
 */

/** Which import of whom. */
export type ImportRef = { userId: string; importId: string };

/** Numbers that a file asks for beyond this are not given: the user's own would go on from there. */
const WANTED_ID_MAX = 100_000_000;

const rowsOf = ({ userId, importId }: ImportRef) =>
	sql`import_rows.user_id = ${userId} and import_rows.import_id = ${importId}`;

/** A row as it is staged, in JSON. */
export type StagedRow = {
	seq: number;
	line: number;
	verdict: "task" | "error" | "ignored" | "note";
	message: string | null;
	title?: string;
	due?: string | null;
	status?: string;
	wantedId?: number | null;
	madeAt?: number | null;
	seriesId?: string | null;
	/** An edit row (db/tasks/edit-rows.server.ts). */
	data?: unknown;
};

/** Keeps rows: `json` is an array of `StagedRow`s. */
export function stageRows({ userId, importId }: ImportRef, json: string): SQL {
	return sql`insert into ${importRows} (
			user_id, import_id, seq, line, verdict, message, title, due, status, wanted_id, made_at,
			series_id, version, data
		)
		select
			${userId}, ${importId}, value ->> 'seq', value ->> 'line', value ->> 'verdict',
			value ->> 'message', value ->> 'title', value ->> 'due', value ->> 'status',
			value ->> 'wantedId', value ->> 'madeAt', value ->> 'seriesId',
			value ->> '$.data.after.version', value -> 'data'
		from json_each(${json})`;
}

/** Puts rows under others: `json` is an array of pairs, the row's `seq` and its parent's. */
export function linkRows(ref: ImportRef, json: string): SQL {
	return sql`with pairs as materialized (
			select value ->> 0 as seq, value ->> 1 as parent_seq from json_each(${json})
		)
		update ${importRows} set parent_seq = pairs.parent_seq
		from pairs where ${rowsOf(ref)} and import_rows.seq = pairs.seq`;
}

/** Adds a note to rows: `json` is an array of pairs, the row's `seq` and the text. */
export function addRowNotes(ref: ImportRef, json: string): SQL {
	return sql`with pairs as materialized (
			select value ->> 0 as seq, value ->> 1 as note from json_each(${json})
		)
		update ${importRows} set message = coalesce(message || ' ', '') || pairs.note
		from pairs where ${rowsOf(ref)} and import_rows.seq = pairs.seq`;
}

/**
 * Statements that find out which rows are there already, from scratch. A row is a duplicate when
 *
 * - the user's task of its number was made at the same moment, so it is the same task;
 * - its series has an open task, of which there is only one;
 * - a task has the same title, date, status and parent: each such task answers for one row.
 */
export function findDuplicates(ref: ImportRef): SQL[] {
	const { userId, importId } = ref;
	const mine = sql`${rowsOf(ref)} and import_rows.verdict = 'task'`;
	return [
		sql`update ${importRows} set verdict = 'task', number = null
			where ${rowsOf(ref)} and import_rows.verdict = 'duplicate'`,
		sql`update ${importRows} set verdict = 'duplicate', number = wanted_id
			from ${tasks}
			where ${mine} and wanted_id is not null
				and tasks.user_id = ${userId} and tasks.id = wanted_id and tasks.created_at = made_at`,
		sql`update ${importRows} set verdict = 'duplicate', number = tasks.id
			from ${tasks}
			where ${mine} and series_id is not null
				and tasks.user_id = ${userId} and tasks.series ->> 'id' = +series_id
				and tasks.status = 'pending' and tasks.series is not null`,
		sql`with mine as materialized (
				select import_rows.seq, import_rows.title || char(10) || import_rows.status || char(10)
					|| coalesce(import_rows.due, '') || char(10) || coalesce(parent.title, '') as content
				from ${importRows} left join import_rows as parent
					on parent.user_id = ${userId} and parent.import_id = ${importId}
						and parent.seq = import_rows.parent_seq
				where ${mine}
			), theirs as materialized (
				select tasks.id, tasks.title || char(10) || tasks.status || char(10)
					|| coalesce(tasks.due, '') || char(10) || coalesce(parent.title, '') as content
				from ${tasks} left join tasks as parent
					on parent.user_id = ${userId} and parent.id = tasks.parent_id
				where tasks.user_id = ${userId} and tasks.id not in (
					select number from ${importRows}
					where ${rowsOf(ref)} and import_rows.verdict = 'duplicate'
				)
			), pairs as materialized (
				select mine.seq, theirs.id
				from (select seq, content, row_number() over (partition by content order by seq) as nth from mine) as mine
				join (select id, content, row_number() over (partition by content order by id) as nth from theirs) as theirs
					on theirs.content = mine.content and theirs.nth = mine.nth
			)
			update ${importRows} set verdict = 'duplicate', number = pairs.id
			from pairs where ${rowsOf(ref)} and import_rows.seq = pairs.seq`,
		sql`update ${imports} set
				total = (select count(*) from ${importRows} where ${mine}),
				duplicates = (
					select count(*) from ${importRows}
					where ${rowsOf(ref)} and import_rows.verdict = 'duplicate'
				)
			where user_id = ${userId} and id = ${importId}`,
	];
}

/** The change that an import is; `redoes` names the undone import that it does again. */
export type ImportChange = ChangeMeta & { summary: string; redoes?: string; taskLimit: number };

/**
 * Statements that begin to import: the change, and the numbers that its tasks will have. A row keeps
 * the number that it asks for where it is free: no task has it, and none but this very one ever had.
 * Fails when the import has begun before (`changes` has its id), and beyond `taskLimit`.
 */
export function beginImport(change: ImportChange): SQL[] {
	const { userId, id: importId, at, redoes } = change;
	const ref = { userId, importId };
	const mine = sql`${rowsOf(ref)} and import_rows.verdict = 'task'`;
	const past = sql`from ${events} where events.user_id = ${userId} and events.task_id = wanted_id`;
	return [
		...openChange({ ...change, edits: [], replaces: redoes }),
		...findDuplicates(ref),
		sql`update ${importRows} set number = wanted_id
			where ${mine} and wanted_id <= ${WANTED_ID_MAX}
				and not exists (
					select 1 from ${tasks} where tasks.user_id = ${userId} and tasks.id = wanted_id
				)
				and (
					not exists (select 1 ${past})
					or exists (
						select 1 ${past} and data ->> '$.after.createdAt'
							in (events.before ->> 'createdAt', events.after ->> 'createdAt')
					)
				)`,
		sql`update ${importRows} set version = past.version + 1
			from (
				select import_rows.seq, max(coalesce(events.after ->> 'version', events.before ->> 'version')) as version
				from ${importRows} join ${events}
					on events.user_id = ${userId} and events.task_id = import_rows.wanted_id
				where ${mine} and import_rows.number is not null
				group by import_rows.seq
			) as past
			where ${rowsOf(ref)} and import_rows.seq = past.seq and import_rows.version < past.version`,
		sql`update ${importRows} set number = ranked.base + ranked.rank
			from (
				select seq, row_number() over (order by seq) as rank, max(
					(select task_seq from ${users} where id = ${userId}),
					coalesce((select max(number) from ${importRows} where ${mine}), 0)
				) as base
				from ${importRows} where ${mine} and import_rows.number is null
			) as ranked
			where ${rowsOf(ref)} and import_rows.seq = ranked.seq`,
		// Others that have begun have not made all of their tasks yet.
		takeNumbers(
			change,
			sql`max(task_seq, coalesce((select max(number) from ${importRows} where ${mine}), 0))`,
			sql`(select sum(total - imported) from ${imports} where user_id = ${userId}
				and (imports.id = ${importId} or state = 'importing'))`,
		),
		// A task that was there already may be a subtask, which cannot have any.
		sql`update ${importRows} set parent_number = parent.number
			from import_rows as parent left join ${tasks}
				on tasks.user_id = ${userId} and tasks.id = parent.number and parent.verdict = 'duplicate'
			where ${mine} and parent.user_id = ${userId} and parent.import_id = ${importId}
				and parent.seq = import_rows.parent_seq and parent.verdict in ('task', 'duplicate')
				and tasks.parent_id is null`,
		sql`update ${imports} set state = 'importing', updated_at = ${at.getTime()}
			where user_id = ${userId} and id = ${importId}`,
	];
}

/**
 * Statements of one transaction that make the tasks of the rows whose `seq` is from `from` up to, not
 * including, `to`. Return the ids of their events.
 */
export function importRowsTo(change: ChangeMeta, from: number, to: number) {
	const { userId, id: importId, at } = change;
	const ref = { userId, importId };
	const due = sql`${rowsOf(ref)} and import_rows.seq >= ${from} and import_rows.seq < ${to}
		and import_rows.verdict = 'task'`;
	// As a table of its own, or each of its fields would be worked out from all of the row again.
	const rows = sql`(
		with staged as materialized (
			select seq as key, json_set(
				data, '$.eventId', ${eventId(at, sql`seq`)}, '$.id', number, '$.after.id', number,
				'$.after.parentId', parent_number, '$.after.version', version
			) as value
			from ${importRows} where ${due}
		)
		select key, value from staged
	)`;
	return {
		// Undo may have brought back the task of a number that was free, or of a series that was over.
		duplicates: sql`update ${importRows} set verdict = 'duplicate' where ${due} and (
			exists (
				select 1 from ${tasks} where tasks.user_id = ${userId} and tasks.id = import_rows.number
			)
			or (series_id is not null and exists (
				select 1 from ${tasks} where tasks.user_id = ${userId}
					and tasks.series ->> 'id' = +import_rows.series_id
					and tasks.status = 'pending' and tasks.series is not null
			))
		)`,
		...makeTasks(change, rows),
		progress: sql`update ${imports} set
				imported = imported + (select count(*) from ${importRows} where ${due}),
				next_seq = ${to}, updated_at = ${at.getTime()}
			where user_id = ${userId} and id = ${importId}`,
		rowsWithoutMessage: sql`delete from ${importRows} where ${due} and import_rows.message is null`,
		imported: sql`update ${importRows} set verdict = 'imported', data = null where ${due}`,
		end: sql`update ${imports} set state = 'imported'
			where user_id = ${userId} and id = ${importId} and state = 'importing' and not exists (
				select 1 from ${importRows} where ${rowsOf(ref)} and import_rows.seq >= ${to}
					and import_rows.verdict = 'task'
			)`,
	};
}

/** The change that undoes an import. */
export type ImportUndo = ChangeMeta & { summary: string; importId: string };

/** Statements that begin to undo an import. They can be sent again. */
export function beginUndo({ id, userId, importId, summary, at }: ImportUndo): SQL[] {
	return [
		sql`insert into ${changes} (user_id, id, summary, state, created_at)
			values (${userId}, ${id}, ${summary}, 'inverse', ${at.getTime()})
			on conflict do nothing`,
		sql`update ${imports} set state = 'undoing', updated_at = ${at.getTime()}
			where user_id = ${userId} and id = ${importId}`,
		sql`delete from ${importRows} where ${rowsOf({ userId, importId })} and import_rows.verdict = 'task'`,
	];
}

/**
 * Statements of one transaction that delete as many as `limit` of an import's tasks, of those that
 * nobody has changed since. Return the ids of the events of that. A task stays where a subtask of it
 * does.
 */
export function undoSome(
	{ id, userId, importId, actor, requestId, at }: ImportUndo,
	limit: number,
) {
	// By the events of the task: by those of the change it would look at each of them for each task.
	const isUntouched = (task: SQL) => sql`exists (
		select 1 from ${events} where events.user_id = ${userId} and events.task_id = ${task}.id
			and +events.change_id = ${importId} and events.after ->> 'version' = ${task}.version
	)`;
	const undone = sql`select task_id from ${events}
		where events.user_id = ${userId} and events.change_id = ${id}`;
	return {
		eventIds: returning(
			sql`with doomed as materialized (
				select made.task_id, made.after
				from events as made join ${tasks}
					on tasks.user_id = ${userId} and tasks.id = made.task_id
						and tasks.version = made.after ->> 'version'
				where made.user_id = ${userId} and made.change_id = ${importId}
					and not exists (
						select 1 from tasks as child where child.user_id = ${userId}
							and child.parent_id = made.task_id and not ${isUntouched(sql`child`)}
					)
				limit ${limit}
			)
			insert into ${events} (
				id, user_id, type, task_id, actor, before, after, change_id, request_id, created_at
			)
			select ${eventId(at, sql`task_id`)}, ${userId}, 'task-deleted', task_id, ${actor}, after, null,
				${id}, ${requestId}, ${at.getTime()}
			from doomed
			returning id`,
			(row) => String(row.id),
		),
		searchIndex: sql`delete from task_search where rowid in (
			select tasks.key from ${tasks} where tasks.user_id = ${userId} and tasks.id in (${undone})
		)`,
		tasks: sql`delete from ${tasks} where tasks.user_id = ${userId} and tasks.id in (${undone})`,
		import: sql`update ${imports} set updated_at = ${at.getTime()}
			where user_id = ${userId} and id = ${importId}`,
	};
}

/**
 * Statements of one transaction that end an undo. Return the numbers of the import's tasks that are
 * still there (`keptTaskIds`), and how many were deleted (`deleted`, one row).
 */
export function endUndo({ id, userId, importId }: ImportUndo) {
	return {
		keptTaskIds: returning(
			sql`select tasks.id from ${events} join ${tasks}
			on tasks.user_id = ${userId} and tasks.id = events.task_id
			where events.user_id = ${userId} and events.change_id = ${importId}
			order by tasks.id`,
			(row) => Number(row.id),
		),
		deleted: returning(
			sql`select count(*) as count from ${events}
			where events.user_id = ${userId} and events.change_id = ${id}`,
			(row) => Number(row.count),
		),
		import: sql`update ${imports} set state = 'undone' where user_id = ${userId} and id = ${importId}`,
		change: sql`update ${changes} set state = 'undone' where user_id = ${userId} and id = ${importId}`,
	};
}

/** A UUIDv7 that the database makes: `nth` keeps those of one moment in order (RFC 9562, section 6.2). */
function eventId(at: Date, nth: SQL): SQL {
	const time = at.getTime().toString(16).padStart(12, "0");
	const prefix = `${time.slice(0, 8)}-${time.slice(8)}-7`;
	return sql`printf(
		'%s%03x-8%03x-%s', ${prefix}, (${nth} >> 12) & 4095, ${nth} & 4095, lower(hex(randomblob(6)))
	)`;
}
