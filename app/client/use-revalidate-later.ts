import { useCallback, useEffect, useState } from "react";
import { useNavigation, useRevalidator } from "react-router";

/**
 * A function that loads the page's data again for a change made elsewhere: at once, or after the
 * navigation that is running. React Router would start that navigation's loaders a second time, and
 * drop what they return only once: a flash message, a new secret. (After a form that is being sent
 * the data is loaded anyway.)
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
