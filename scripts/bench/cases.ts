// What is measured: our requests, and the floor's beside them.
import type { Sent } from "./load.ts";
import type { Person } from "./people.ts";
import type { Target } from "./target.ts";

export type Case = {
	name: string;
	/** Which of the floor's routes it is compared with. */
	floor: "bare" | "bare-d1" | null;
	url: string;
	requests: Sent[];
	connections?: number[];
};

export const FLOOR = { bare: "Hono route", "bare-d1": "Hono route with one D1 query (50 rows)" };

export async function casesFor(target: Target, people: Person[]): Promise<Case[]> {
	const { url, floorUrl } = target;
	const cookies = new Map<Person, string>();
	// A page's cookie takes a password hash to get: a few people are enough.
	for (const person of people.slice(0, 10)) cookies.set(person, await signIn(url, person));

	const each = (make: (person: Person, index: number) => Sent) => people.map(make);
	const bearer = ({ token }: Person) => ({ authorization: `Bearer ${token}` });
	const read = (path: (index: number) => string) =>
		each((person, index) => ({ method: "GET", path: path(index), headers: bearer(person) }));
	const post = each((person) => ({
		method: "POST",
		path: "/api/tasks",
		headers: { ...bearer(person), "content-type": "application/json" },
		body: JSON.stringify({ title: "Water the plants", tags: ["home"], dueDate: "2026-12-01" }),
	}));
	const list = read(() => "/api/tasks");
	const page = [...cookies.values()].map(
		(cookie): Sent => ({ method: "GET", path: "/tasks", headers: { cookie } }),
	);
	return [
		{ name: FLOOR.bare, floor: null, url: floorUrl, requests: [{ method: "GET", path: "/bare" }] },
		{
			name: FLOOR["bare-d1"],
			floor: null,
			url: floorUrl,
			requests: each(({ id }) => ({ method: "GET", path: `/bare-d1/${id}` })),
		},
		{ name: "GET /api/tasks", floor: "bare-d1", url, requests: list },
		{
			name: "GET /api/tasks/:id",
			floor: "bare-d1",
			url,
			requests: read((index) => `/api/tasks/${1 + (index % 100)}`),
		},
		{ name: "POST /api/tasks", floor: "bare-d1", url, requests: post },
		{ name: "/tasks page", floor: "bare", url, requests: page },
		{
			name: "Sign-in",
			floor: null,
			url,
			connections: [1],
			requests: each(({ email, password }) => ({
				method: "POST",
				path: "/api/auth/login",
				headers: { "content-type": "application/json" },
				body: JSON.stringify({ email, password }),
			})),
		},
	];
}

/** 80 % lists, 10 % reads, 8 % writes, 2 % pages. */
export function mixedLoad(cases: Case[]): Sent[] {
	const requestsOf = (name: string) => cases.find((one) => one.name === name)?.requests ?? [];
	const turns: [name: string, of: number][] = [
		["GET /api/tasks", 40],
		["GET /api/tasks/:id", 5],
		["POST /api/tasks", 4],
		["/tasks page", 1],
	];
	const mixed: { sent: Sent; at: number }[] = [];
	for (const [name, count] of turns) {
		const requests = requestsOf(name);
		// Spread evenly over a turn of 50.
		for (let i = 0; i < count; i += 1) {
			const sent = requests[i % requests.length];
			if (sent) mixed.push({ sent, at: (i + 0.5) / count });
		}
	}
	return mixed.toSorted((a, b) => a.at - b.at).map(({ sent }) => sent);
}

export async function signIn(url: string, { email, password }: Person): Promise<string> {
	const answer = await fetch(`${url}/signin`, {
		method: "POST",
		redirect: "manual",
		headers: { origin: url },
		body: new URLSearchParams({ email, password }),
	});
	const cookie = answer.headers.getSetCookie().find((line) => /session=./.test(line));
	if (!cookie) throw new Error(`Signing in was answered with ${answer.status}.`);
	return cookie.split(";")[0] ?? "";
}
