/**
 * A date (`YYYY-MM-DD`), a time of day (`HH:MM`) or both, as they were said; null for the half that was
 * not. `impossible` where the date does not exist, such as February 30.
 */
export type PartialDateTime = { date: string | null; time: string | null; impossible?: boolean };

/** How far to move: months, days or minutes; negative is earlier. */
export type Duration = { months: number; days: number; minutes: number };
