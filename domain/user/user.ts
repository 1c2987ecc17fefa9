import type { Theme } from "./theme.ts";

/** How times of day are written, by the names of ECMA-402. */
export const HOUR_CYCLES = ["h23", "h12"] as const;
export type HourCycle = (typeof HOUR_CYCLES)[number];

/** ISO weekdays that weeks begin with somewhere: Monday, Saturday, Sunday. */
export const WEEK_STARTS = [1, 6, 7] as const;

/** The signed-in person as pages know them. Safe in the browser. */
export type User = {
	id: string;
	email: string;
	name: string;
	/** IANA name. */
	timeZone: string;
	theme: Theme;
	/** ISO weekday that weeks begin with: 1 is Monday, 7 Sunday. */
	weekStart: number;
	hourCycle: HourCycle;
	/** The account is to be deleted then, unless its owner changes their mind. */
	deleteAfter: Date | null;
	createdAt: Date;
};
