/** An attempt to prove who one is by a password, which has been counted as one that failed. */
export type PasswordAttempt = {
	/** It was the right password, or none was checked: takes the count back. */
	forgive: () => Promise<void>;
	/** It was a wrong one. */
	fail: () => Promise<void>;
};

/** Counts attempts at passwords (app/auth/sessions/password-guard.server.ts). */
export type PasswordAttempts = {
	/**
	 * Counts an attempt of somebody who is signed in at their own password; before it is checked, so that
	 * parallel attempts cannot slip through. Throws `RateLimited`.
	 */
	admitOwner: (email: string) => Promise<PasswordAttempt>;
};
