import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { enableCompileCache, registerHooks } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Config } from "miniflare";

/*
 * Miniflare is made for development: each request passes three workers of its own before ours
 * (measured: a fifth of the requests per second), and the first believes anybody's
 * CF-Connecting-IP, MF-CF-Blob, MF-Original-URL and X-Forwarded-Proto headers. Its direct sockets
 * skip one of them, but give away the client's address and let everybody in by workerd's
 * internal RPC. It also listens on ports of its own: its entry runs cron triggers at any time and shows
 * the databases, and by another workerd calls Node back. Ports of this machine are open to all its users,
 * and to web pages in their browsers.
 *
 * There is no option for what we need, so a few places of the pinned version are changed when it is
 * loaded: the configuration that it hands to workerd, and its own listeners, which become sockets in a
 * folder that only this user can enter. Should an update move such a place, the start fails; should it
 * undo what is changed there, tests/server/start.test.ts and listeners.test.ts do.
 */

type Change = (config: Config) => void;

/** [what stands in Miniflare, what takes its place] */
const seamsIn = (folder: string) => {
	const entry = JSON.stringify(join(folder, "entry"));
	const callback = JSON.stringify(join(folder, "callback"));
	return [
		...SEAMS,
		// Its entry: workerd listens there, this process and its thread for synchronous calls ask there.
		[
			"entryAddress,\n      loopbackAddress,",
			// workerd leaves the file behind when it is killed, and takes no name that is there.
			`entryAddress: (require("node:fs").rmSync(${entry}, { force: true }), "unix:" + ${entry}),\n      loopbackAddress,`,
		],
		[
			"import_undici7.Pool(this.#runtimeEntryURL, {\n        connect: {",
			`import_undici7.Pool(this.#runtimeEntryURL, {\n        connect: { socketPath: ${entry},`,
		],
		[
			"new Pool(new URL(url).origin, {\n        connect: {",
			`new Pool(new URL(url).origin, {\n        connect: { socketPath: ${entry},`,
		],
		// What workerd calls back: this process listens there. Its address is put together as host:port.
		["server.listen(0, hostname5, () => {", `server.listen(${callback}, () => {`],
		[
			"function getServerPort(server) {",
			'function getServerPort(server) {\n  if (typeof server.address() === "string") return server.address();',
		],
		[
			"const loopbackHost = resolveLocalhost(configuredHost) ?? maybeGetLocallyAccessibleHost(configuredHost) ?? getURLSafeHost(configuredHost);",
			'const loopbackHost = "unix";',
		],
	] as const;
};

const SEAMS = [
	[
		"const configBuffer = serializeConfig(config3);",
		"globalThis.tendWorkerdConfig?.(config3); const configBuffer = serializeConfig(config3);",
	],
	// A session of its own: Ctrl-C reaches every process of a terminal's group, and workerd would
	// drop the requests in flight.
	[
		'stdio: ["pipe", "pipe", "pipe", "pipe"],',
		'stdio: ["pipe", "pipe", "pipe", "pipe"], detached: true,',
	],
	// The whole configuration, our modules included, is copied each time that it grows: half a second.
	["MIN_SINGLE_SEGMENT_GROWTH = 4096;", "MIN_SINGLE_SEGMENT_GROWTH = 4_194_304;"],
] as const;

// Their packages do not say that they are CommonJS, and to find out Node would parse all of both
// once more: another half second.
const commonJs = /\/(miniflare\/dist\/src\/index|wrangler\/wrangler-dist\/cli)\.js$/;

declare global {
	var tendWorkerdConfig: Change | undefined;
}

const compiled = join(import.meta.dirname, "../../node_modules/.cache/compiled");

/**
 * To be called before anything imports Miniflare (wrangler does, too): miniflare.ts does. Returns the
 * folder of the sockets; it goes when this process ends.
 */
export function openMiniflare(): string {
	// What it writes from now on are people's data.
	process.umask(0o077);
	const folder = mkdtempSync(join(tmpdir(), "tend-"));
	process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
	const seams = seamsIn(folder);
	// A third of the time that a start takes, but for the first. Where it cannot write, it does nothing.
	enableCompileCache(compiled);
	registerHooks({
		load(url, context, nextLoad) {
			if (!commonJs.test(url)) return nextLoad(url, context);
			const loaded = nextLoad(url, { ...context, format: "commonjs" });
			if (!url.endsWith("/miniflare/dist/src/index.js")) return loaded;
			let source = readFileSync(new URL(url), "utf8");
			for (const [theirs, ours] of seams) {
				if (source.split(theirs).length !== 2) {
					throw new Error(`This version of Miniflare has no ${theirs} (${import.meta.filename})`);
				}
				source = source.replace(theirs, ours);
			}
			return { ...loaded, source };
		},
	});
	return folder;
}

// On Cloudflare the edge sets these itself. A name without a value removes the header.
const edgeHeaders = [
	"CF-Connecting-IP",
	"CF-Connecting-IPv6",
	"CF-EW-Via",
	"CF-IPCountry",
	"CF-Ray",
	"CF-Visitor",
	"CF-Worker",
	"True-Client-IP",
];

/** Makes the direct sockets that Miniflare opens for workers, named in its order, fit for the public. */
export function servePublicly(workerNames: string[]): void {
	globalThis.tendWorkerdConfig = (config) => {
		for (const socket of config.sockets ?? []) {
			const index = /^direct:(\d+):/.exec(socket.name ?? "")?.[1];
			if (index === undefined) continue;
			// Straight to the worker instead of to the router in front of its assets.
			socket.service = { name: `core:user:${workerNames[Number(index)]}` };
			// Without `cfBlobHeader` the peer's address comes from the connection alone; without
			// `capnpConnectHost` nobody can ask for workerd's internal RPC.
			Object.assign(socket, {
				http: { injectRequestHeaders: edgeHeaders.map((name) => ({ name })) },
			});
		}
	};
}
