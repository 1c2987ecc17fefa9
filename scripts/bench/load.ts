// One burst of load, in a process of its own so that it costs the server nothing but its requests.
// Reads the burst as JSON from its arguments, writes what came of it as JSON.
import autocannon from "autocannon";

export type Sent = {
	method: "GET" | "POST";
	path: string;
	headers?: Record<string, string>;
	body?: string;
};
export type Burst = { url: string; connections: number; seconds: number; requests: Sent[] };
export type Outcome = {
	requestsPerSecond: number;
	p50: number;
	p99: number;
	bytesPerResponse: number;
	/** Answers other than 2xx and 3xx, time-outs and broken connections. */
	errors: number;
	total: number;
};

const { url, connections, seconds, requests }: Burst = JSON.parse(process.argv[2] ?? "");
const result = await autocannon({ url, connections, duration: seconds, requests, timeout: 30 });
const { "4xx": refused, "5xx": failed, errors, timeouts } = result;
const outcome: Outcome = {
	requestsPerSecond: result.requests.total / result.duration,
	p50: result.latency.p50,
	p99: result.latency.p99,
	bytesPerResponse: Math.round(result.throughput.total / Math.max(1, result.requests.total)),
	errors: refused + failed + errors + timeouts,
	total: result.requests.total,
};
console.log(JSON.stringify(outcome));
