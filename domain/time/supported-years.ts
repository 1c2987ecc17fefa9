/** The years that dates may have. */

import type { WallClock } from "./wall-clock.ts";

export const FIRST_YEAR = 1900;
export const LAST_YEAR = 9999;

/** Answers the wall clock as it is. Throws a RangeError with a sentence for people outside 1900–9999. */
export function requireSupportedYear(wallClock: WallClock): WallClock {
	// Date and Temporal write a year of more digits with a sign, which sorts before any digit.
	if (wallClock < String(FIRST_YEAR) || wallClock > `${LAST_YEAR}-99`) throw yearOutOfRange();
	return wallClock;
}

/** The error for a year outside 1900–9999, with a sentence for people. */
export function yearOutOfRange(): RangeError {
	return new RangeError(`The year must be between ${FIRST_YEAR} and ${LAST_YEAR}.`);
}
