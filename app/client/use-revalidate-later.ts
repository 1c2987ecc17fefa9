import { useCallback, useEffect, useState } from "react";
import { useNavigation, useRevalidator } from "react-router";

/**
 * How to load the page's data again for something that happened elsewhere: at once, or when the
 * page that is loading is there. React Router would load that one anew, and drop what its loaders
 * tell only once: a message, a new secret. (What is still being sent is followed by a load anyway.)
 */
export function useRevalidateLater(): () => void {
	const { revalidate } = useRevalidator();
	const { state } = useNavigation();
	const [isWanted, setWanted] = useState(false);
	useEffect(() => {
		if (!isWanted || state === "loading") return;
		setWanted(false);
		void revalidate();
	}, [isWanted, state, revalidate]);
	return useCallback(() => setWanted(true), []);
}
