import type { Theme } from "./theme.ts";

/** The signed-in person as pages know them. Safe in the browser. */
export type User = {
	id: string;
	email: string;
	name: string;
	/** IANA name. */
	timeZone: string;
	theme: Theme;
	createdAt: Date;
};
