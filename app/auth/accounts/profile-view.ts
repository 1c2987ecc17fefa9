import type { Theme } from "#domain/user/theme.ts";
import type { HourCycle } from "#domain/user/user.ts";

/** The signed-in user as the sections of the settings show them. */
export type ProfileView = {
	name: string;
	email: string;
	/** Whether mail may go there: `sent` and `unsent` say whether a link to confirm it was ever asked for. */
	confirmation: "confirmed" | "sent" | "unsent" | "no-mail";
	theme: Theme;
	/** ISO weekday, 1 for Monday. */
	weekStart: number;
	hourCycle: HourCycle;
	isPendingDeletion: boolean;
	/** IANA name. */
	timeZone: string;
	/** All IANA names that the server knows. */
	timeZones: string[];
};
