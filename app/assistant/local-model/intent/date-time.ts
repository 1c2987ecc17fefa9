/** A moment as it was said. A date that does not exist is `impossible`. */
export type PartialDateTime = { date: string | null; time: string | null; impossible?: boolean };

/** How far to move: months, days or minutes; negative is earlier. */
export type Duration = { months: number; days: number; minutes: number };
