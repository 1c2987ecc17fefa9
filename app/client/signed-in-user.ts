/**
 * Which user this browser's pages are of, known to all of its tabs: signing out in one of them leaves
 * the account in none, nor in a page that Back brings from the browser's memory. For browsers only.
 */

const KEY = "tend-user";

/** Where a page without its user goes. With `next` the sign-in page asks, even if the session goes on. */
const SIGN_IN = "/signin?next=%2Ftasks";

/** Says that this page is of that user, and leaves it when they have signed out. Returns how to stop. */
export function watchSignedInUser(userId: string): () => void {
	writeUser(userId);
	const leaveIfOther = (current: string | null) => {
		if (current === userId) return;
		document.documentElement.hidden = true;
		window.location.replace(current === null ? SIGN_IN : "/tasks");
	};
	const events = new AbortController();
	const { signal } = events;
	window.addEventListener(
		"storage",
		({ key, newValue }) => {
			// The key is null when all of the storage was cleared.
			if (key === KEY || key === null) leaveIfOther(key === null ? null : newValue);
		},
		{ signal },
	);
	window.addEventListener("pageshow", ({ persisted }) => persisted && leaveIfOther(readUser()), {
		signal,
	});
	return () => events.abort();
}

/**
 * Deletes what pages of this browser keep by themselves; all other tabs leave the account. It happens when
 * this page makes way for the answer: other tabs that asked before would be answered as if nobody had
 * signed out.
 */
export function forgetSignedInUser(): void {
	const forget = () => {
		try {
			localStorage.clear();
			sessionStorage.clear();
		} catch {
			// The browser keeps nothing for this site.
		}
	};
	window.addEventListener("pagehide", forget, { once: true });
}

function writeUser(userId: string): void {
	try {
		localStorage.setItem(KEY, userId);
	} catch {
		// As above: then no tab hears of another.
	}
}

/** The user of the tab that was opened last; where nothing can be kept, as if nobody had signed out. */
function readUser(): string | null {
	try {
		return localStorage.getItem(KEY);
	} catch {
		return document.documentElement.dataset.user ?? null;
	}
}
