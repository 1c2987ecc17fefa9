import { useCallback, useEffect, useState } from "react";
import { useNavigation, useRevalidator } from "react-router";

/**
 * How to load the page's data again for something that happened elsewhere: at once, or when the
 * navigation under way is over. React Router would load for that one anew, and drop what its loaders
 * tell only once: a message, a new secret.
 */
export function useRevalidateWhenIdle(): () => void {
	const { revalidate } = useRevalidator();
	const { state } = useNavigation();
	const [isWanted, setWanted] = useState(false);
	useEffect(() => {
		if (!isWanted || state !== "idle") return;
		setWanted(false);
		void revalidate();
	}, [isWanted, state, revalidate]);
	return useCallback(() => setWanted(true), []);
}
