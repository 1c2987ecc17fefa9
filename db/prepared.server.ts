import { Column, type Query, SQL } from "drizzle-orm";
import { Param, Placeholder } from "drizzle-orm/sql/sql";
import { QueryBuilder } from "drizzle-orm/sqlite-core";
import type { Db } from "./client.server.ts";

/** Drizzle for statements that are written down, not sent. */
export const builder = new QueryBuilder({ casing: "snake_case" });

type Select<Row> = {
	readonly _: { readonly result: Row[]; readonly selectedFields: object };
	toSQL(): Query;
};

type Values = Record<string, unknown>;
type Reader = { key: string; decode: ((value: unknown) => unknown) | null };
type Written = {
	sql: string;
	params: ((values: Values) => unknown)[];
	readers: Reader[];
};

/**
 * A select that Drizzle writes once, when it is first needed, with `sql.placeholder(name)` where
 * `values` go; the function that it returns sends it. `shape` is all that its text depends on, and as
 * JSON the key of what was written. For what nearly every request asks: writing a statement takes
 * Drizzle longer than D1's answer takes us, and so does its reading of the rows of a list
 * (docs/performance.md).
 */
export function prepared<Row, Shape = undefined>(write: (shape: Shape) => Select<Row>) {
	const known = new Map<string | undefined, Written>();
	return async (
		db: Db,
		values: Values,
		...[shape]: Shape extends undefined ? [] : [Shape]
	): Promise<Row[]> => {
		const key = JSON.stringify(shape);
		const written = known.get(key) ?? writeDown(write(shape as Shape));
		known.set(key, written);
		const { sql, params, readers } = written;
		const bound = params.map((param) => param(values));
		const { results } = await db.$client
			.prepare(sql)
			.bind(...bound)
			.all<Record<string, unknown>>();
		return results.map((row) => read(row, readers) as Row);
	};
}

function writeDown(select: Select<unknown>): Written {
	const { sql, params } = select.toSQL();
	const readers = Object.entries(select._.selectedFields).map(
		([key, field]): Reader => ({ key, decode: decoderOf(field) }),
	);
	return { sql, params: params.map(filled), readers };
}

/** D1 answers with objects whose values stand in the order of the select's fields. */
function read(row: Record<string, unknown>, readers: Reader[]): Record<string, unknown> {
	const result: Record<string, unknown> = {};
	let at = 0;
	for (const name in row) {
		const value = row[name];
		const { key, decode } = readers[at++] as Reader;
		result[key] = decode && value !== null ? decode(value) : value;
	}
	return result;
}

function filled(param: unknown): (values: Values) => unknown {
	if (param instanceof Placeholder) return (values) => valueFor(values, param);
	if (param instanceof Param && param.value instanceof Placeholder) {
		const { encoder, value } = param;
		return (values) => encoder.mapToDriverValue(valueFor(values, value));
	}
	return () => param;
}

function valueFor(values: Values, { name }: Placeholder): unknown {
	if (!(name in values)) throw new Error(`A statement lacks its value for ${name}.`);
	return values[name];
}

function decoderOf(field: Column | SQL | SQL.Aliased): Reader["decode"] {
	if (field instanceof Column) {
		const isPlain = field.mapFromDriverValue === Column.prototype.mapFromDriverValue;
		return isPlain ? null : (value) => field.mapFromDriverValue(value);
	}
	const { decoder } = (field instanceof SQL ? field : field.sql) as unknown as {
		decoder: { mapFromDriverValue(value: unknown): unknown };
	};
	return (value) => decoder.mapFromDriverValue(value);
}
