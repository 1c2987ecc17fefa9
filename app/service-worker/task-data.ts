import { TASKS } from "./addresses.ts";
import { CACHED_AT } from "./caches.ts";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Match = (key: string) => Promise<Response | undefined>;

/**
 * The data of a task's page (`/tasks/42.data`), made of two cached responses: the list's data (for the
 * frame around pages), and the tasks. Null when one of them, or the task, is missing.
 *
 * Its format is React Router's (turbo-stream): a list of values that refer to each other by index,
 * beginning with an object of routes, whose keys are `_` and the index of the route's id.
 */
export async function buildTaskData(
	{ pathname, search }: URL,
	match: Match,
): Promise<Response | null> {
	const id = /^\/tasks\/(\d+)\.data$/.exec(pathname)?.[1];
	const [list, tasks] = await Promise.all([match("/tasks.data"), match(TASKS)]);
	if (!id || search || !list || !tasks) return null;
	const page = (await tasks.clone().json()).pages[id];
	const values = JSON.parse(await list.text()) as [Record<string, number>, ...Json[]];
	const [routes] = values;
	const key = Object.keys(routes).find((key) => values[Number(key.slice(1))] === "routes/tasks");
	if (!page || !key) return null;
	delete routes[key];
	routes[`_${append(values, "routes/task")}`] = append(values, { data: page });
	const headers = {
		"content-type": "text/x-script",
		[CACHED_AT]: tasks.headers.get(CACHED_AT) ?? "",
	};
	return new Response(`${JSON.stringify(values)}\n`, { headers });
}

/** What turbo-stream writes for null instead of an index. */
const NULL = -5;

/** Appends a value and all values in it. Returns its index. */
function append(values: Json[], value: Json): number {
	if (value === null) return NULL;
	const index = values.push(value) - 1;
	if (Array.isArray(value)) values[index] = value.map((item) => append(values, item));
	else if (typeof value === "object") {
		const entries: Record<string, number> = {};
		values[index] = entries;
		for (const [key, item] of Object.entries(value)) {
			entries[`_${append(values, key)}`] = append(values, item);
		}
	}
	return index;
}
