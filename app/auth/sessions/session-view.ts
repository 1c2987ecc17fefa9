/** A session as the settings page lists it. */
export type SessionView = {
	/** Of a browser's session the hashed id. */
	id: string;
	/** "Firefox on Linux" */
	device: string;
	isCurrent: boolean;
	/** A program that signed in through the API. */
	isProgram?: boolean;
	since: { label: string; datetime: string };
};
