import { REMINDER_BUCKETS } from "./reminder-lags.ts";
import { LATENCY_BUCKETS } from "./request-stats.ts";
import type { Snapshot } from "./store.ts";

type Type = "counter" | "gauge" | "histogram";
type Labels = Record<string, string>;

/** All that `/metrics` tells. */
const METRICS = {
	tend_http_requests_total: ["counter", "Requests by method, route and status."],
	tend_http_request_duration_seconds: ["histogram", "Time to answer, by method and route."],
	tend_d1_trips_total: ["counter", "Round trips to D1, by route."],
	tend_d1_seconds_total: ["counter", "Time spent waiting for D1, by route."],
	tend_d1_errors_total: ["counter", "Round trips to D1 that failed, by route."],
	tend_sign_ins_total: ["counter", "Tries to sign in, by door and outcome."],
	tend_task_operations_total: ["counter", "Changes to tasks, by operation and actor."],
	tend_account_events_total: ["counter", "What happened to accounts, by type."],
	tend_users: ["gauge", "Accounts, counted once an hour."],
	tend_tasks: ["gauge", "Tasks, counted once an hour."],
	tend_reminder_lag_seconds: ["histogram", "How late reminders went out."],
	tend_queue_backlog_messages: ["gauge", "Events that wait in the outbox or the queue."],
	tend_queue_dead_messages_total: ["counter", "Messages that were tried too often."],
} as const satisfies Record<string, [Type, string]>;

type MetricName = keyof typeof METRICS;

/** Prometheus's text format, version 0.0.4. */
export function exposition({ requests, events, users, tasks, ...rest }: Snapshot): string {
	const samples = new Samples();
	for (const { key, stats } of requests) {
		const [method = "", route = "", status = ""] = key.split(" ");
		samples.add("tend_http_requests_total", { method, route, status }, stats.requests);
		samples.add("tend_d1_trips_total", { route }, stats.d1Trips);
		samples.add("tend_d1_seconds_total", { route }, stats.d1Seconds);
		samples.add("tend_d1_errors_total", { route }, stats.d1Errors);
		addHistogram(samples, "tend_http_request_duration_seconds", {
			labels: { method, route },
			bounds: LATENCY_BUCKETS,
			...stats,
		});
		const signIn = signInOf(method, route, Number(status));
		if (signIn) samples.add("tend_sign_ins_total", signIn, stats.requests);
	}
	for (const { type, actor, n } of events) {
		// Those are in the histogram.
		if (type === "reminder-due") continue;
		const operation = /\btask-(.*)$/.exec(type)?.[1] ?? null;
		if (operation) samples.add("tend_task_operations_total", { operation, actor }, n);
		else samples.add("tend_account_events_total", { type }, n);
	}
	samples.add("tend_users", {}, users);
	samples.add("tend_tasks", {}, tasks);
	addHistogram(samples, "tend_reminder_lag_seconds", {
		labels: {},
		bounds: REMINDER_BUCKETS,
		...rest.reminderLags,
	});
	samples.add("tend_queue_backlog_messages", {}, rest.backlog);
	samples.add("tend_queue_dead_messages_total", {}, rest.deadLetters);
	return samples.text();
}

const DOORS: Record<string, string> = { "/signin": "web", "/api/auth/login": "api" };

function signInOf(method: string, route: string, status: number): Labels | null {
	const door = DOORS[route];
	if (!door || method !== "POST" || status >= 500) return null;
	if (status === 429) return { door, outcome: "limited" };
	return { door, outcome: status < 400 ? "succeeded" : "failed" };
}

type Histogram = {
	labels: Labels;
	bounds: number[];
	/** How many fall up to each bound and beyond the one before; the last is for what is above all. */
	buckets: number[];
	seconds: number;
};

function addHistogram(
	samples: Samples,
	name: MetricName,
	{ labels, bounds, buckets, seconds }: Histogram,
) {
	let sum = 0;
	for (const [i, n] of buckets.entries()) {
		sum += n;
		samples.add(name, { ...labels, le: String(bounds[i] ?? "+Inf") }, sum, "_bucket");
	}
	samples.add(name, labels, seconds, "_sum");
	samples.add(name, labels, sum, "_count");
}

class Samples {
	readonly #lines = new Map<MetricName, Map<string, number>>();

	/** Adds to what there is of that name and these labels. */
	add(name: MetricName, labels: Labels, value: number, suffix = "") {
		let lines = this.#lines.get(name);
		if (!lines) {
			lines = new Map();
			this.#lines.set(name, lines);
		}
		const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
		const line = name + suffix + (pairs.length > 0 ? `{${pairs.join(",")}}` : "");
		lines.set(line, (lines.get(line) ?? 0) + value);
	}

	text(): string {
		const parts: string[] = [];
		for (const [name, [type, help]] of Object.entries(METRICS)) {
			parts.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
			for (const [line, value] of this.#lines.get(name as MetricName) ?? []) {
				parts.push(`${line} ${value}`);
			}
		}
		return `${parts.join("\n")}\n`;
	}
}

function escapeLabel(text: string) {
	return text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n");
}
