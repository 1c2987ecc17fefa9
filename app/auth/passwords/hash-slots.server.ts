import { RateLimited } from "#app/core/errors.ts";

/*
 * How many passwords this isolate hashes at once. Each costs a quarter of a second of its one thread and
 * 16 MB of its memory, so a crowd of sign-ins would leave nothing of either for other requests.
 */

/** In the order in which they came: the first `AT_ONCE` are hashing, the rest waits. */
const tickets: Ticket[] = [];

type Ticket = { seenAt: number };

const AT_ONCE = 2;
/** Who waits for all of these has waited for some 5 s. */
const WAITING_MAX = 16;
const POLL_MS = 20;
const RETRY_AFTER_SECONDS = 5;

/**
 * A ticket that has given no sign for so long belongs to a request whose client went away: workerd runs
 * nothing more of it, so it cannot give its place back. For the same reason nobody waits for a promise
 * of another request here, but each looks by its own timer.
 */
const LOST_MS = 3_000;

/**
 * Runs `hash` when this isolate has a place for it. `hash` is given a function to call, and await, at
 * least every second: it lets other requests in. Throws `RateLimited` when too many are waiting.
 */
export async function inHashSlot<Result>(
	hash: (pause: () => Promise<void>) => Promise<Result>,
): Promise<Result> {
	dropLostTickets();
	if (tickets.length >= AT_ONCE + WAITING_MAX) {
		throw new RateLimited(
			"Too many people are signing in right now. Try again in a few seconds.",
			RETRY_AFTER_SECONDS,
			{ name: "passwords", limit: AT_ONCE + WAITING_MAX, windowSeconds: null },
		);
	}
	const ticket = { seenAt: Date.now() };
	tickets.push(ticket);
	const pause = async (ms = 0) => {
		await new Promise((resolve) => setTimeout(resolve, ms));
		ticket.seenAt = Date.now();
	};
	try {
		while (tickets.indexOf(ticket) >= AT_ONCE) {
			await pause(POLL_MS);
			dropLostTickets();
		}
		return await hash(() => pause());
	} finally {
		drop(ticket);
	}
}

function dropLostTickets() {
	const now = Date.now();
	for (const ticket of tickets.filter(({ seenAt }) => seenAt < now - LOST_MS)) drop(ticket);
}

function drop(ticket: Ticket) {
	const at = tickets.indexOf(ticket);
	if (at >= 0) tickets.splice(at, 1);
}
