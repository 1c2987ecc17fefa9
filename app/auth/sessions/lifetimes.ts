import { DAY_MS } from "#domain/time/durations.ts";

/** How long a sign-in lasts, of a browser or of a program, when it is not used. */
export const SIGN_IN_MS = 7 * DAY_MS;

/** How long at most, however much it is used: then the password is asked for again. */
export const LONGEST_SIGN_IN_MS = 90 * DAY_MS;
