/**
 * What pages and the service worker (app/service-worker/) post to each other. Both sides change at
 * different times: a page that was opened before an update talks to the new worker. So the values of
 * `type` and the fields stay as they are.
 */
import type { OfflineChange } from "./offline-change.ts";

/** From a page. Each is answered with the `OfflineState` of that user, on the port that came along. */
export type PageMessage = { user: string } & PageRequest;

export type PageRequest =
	/** Asks for the state alone; "send": tries to send the queue first. */
	| { type: "state" | "send" }
	/** Adds a form to the queue. */
	| { type: "change"; change: OfflineChange }
	/** Dismisses a problem. */
	| { type: "settle"; id: number }
	/** Fetches ahead what the pages at `links` need, by React Router's manifest `version`, and `assets`. */
	| { type: "keep"; version: string; links: string[]; assets: string[] };

/** To all pages: the queue has changed. */
export type WorkerMessage = {
	type: "changed";
	/** How many changes the server has just made. */
	done?: number;
	/** How many have just left the queue: made, refused or in conflict. */
	settled?: number;
};
