/** A personal token as the settings list it. */
export type TokenView = {
	id: string;
	name: string;
	/** "tasks:read, tasks:write" */
	scopes: string;
	expires: { label: string; datetime: string; isPast: boolean } | null;
	lastUsed: { label: string; datetime: string } | null;
};

/** For how long a new token can live; 0 is without end. */
export const TOKEN_LIFETIMES = [
	{ days: 30, label: "In 30 days" },
	{ days: 90, label: "In 90 days" },
	{ days: 365, label: "In a year" },
	{ days: 0, label: "Never" },
];
