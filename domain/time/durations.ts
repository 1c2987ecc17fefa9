/** Lengths of time in milliseconds. A day is 24 hours here; a local day may have 23 or 25. */

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
