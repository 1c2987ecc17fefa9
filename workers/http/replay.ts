import { TimeZoneChanged } from "#app/auth/sessions/session.server.ts";

/**
 * Runs `handle`, which writes its statements for the time zone that a credential names, or for
 * `timeZone` (IANA name) when that is given. D1 says in the same trip whether the user is still there.
 * Where it rejects with `TimeZoneChanged` everything is done again, once, for the zone that D1 has named: the
 * gate has kept the results of the first try back (docs/decisions/005-one-round-trip.md).
 */
export async function handleWithReplay<T>(
	handle: (timeZone: string | null) => Promise<T>,
): Promise<T> {
	try {
		return await handle(null);
	} catch (error) {
		if (!(error instanceof TimeZoneChanged)) throw error;
		return handle(error.timeZone);
	}
}
