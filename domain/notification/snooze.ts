/** For how long a reminder can be put off. Safe in the browser. */

export const SNOOZES = ["10-minutes", "1-hour", "tomorrow"] as const;
export type Snooze = (typeof SNOOZES)[number];

export const SNOOZE_WORDS: Record<Snooze, string> = {
	"10-minutes": "10 minutes",
	"1-hour": "1 hour",
	tomorrow: "Tomorrow 09:00",
};
