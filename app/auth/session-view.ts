/** A session as the settings page lists it. */
export type SessionView = {
	/** The hashed id. */
	id: string;
	/** "Firefox on Linux" */
	device: string;
	isCurrent: boolean;
	since: { label: string; datetime: string };
};
