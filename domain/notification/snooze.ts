/** For how long a reminder can be put off. Safe in the browser. */

export const SNOOZE_OPTIONS = ["10-minutes", "1-hour", "tomorrow"] as const;
export type Snooze = (typeof SNOOZE_OPTIONS)[number];

export const SNOOZE_LABELS: Record<Snooze, string> = {
	"10-minutes": "10 minutes",
	"1-hour": "1 hour",
	tomorrow: "Tomorrow 09:00",
};
