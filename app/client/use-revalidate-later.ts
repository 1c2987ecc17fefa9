import { useCallback, useEffect, useState } from "react";
import { useFetchers, useNavigation, useRevalidator } from "react-router";

/**
 * A function that loads the page's data again for a change made elsewhere: at once, or after the
 * navigation or submission that is running. React Router would start a navigation's loaders a second
 * time, and drop what they return only once: a flash message, a new secret. A submission may be answered
 * by a redirect that keeps what was typed over a sign-in (a draft), while loading the data again would
 * redirect to the sign-in page alone; whichever came last would win.
 */
export function useRevalidateLater(): () => void {
	const { revalidate } = useRevalidator();
	const { state } = useNavigation();
	const isBusy = useFetchers().some((fetcher) => fetcher.state !== "idle") || state === "loading";
	const [isWanted, setWanted] = useState(false);
	useEffect(() => {
		if (!isWanted || isBusy) return;
		setWanted(false);
		void revalidate();
	}, [isWanted, isBusy, revalidate]);
	return useCallback(() => setWanted(true), []);
}
