import { useEffect } from "react";
import { useNavigate } from "react-router";
import { useRevalidateLater } from "#app/client/use-revalidate-later.ts";

const isPossible = () =>
	import.meta.env.PROD && window.isSecureContext && "serviceWorker" in navigator;

/**
 * Makes the pages of a signed-in user readable offline. `loaded` is data of the page: whenever another
 * one has come from the server, what may be wanted offline is fetched ahead.
 */
export function useOfflineWorker(loaded: unknown): void {
	const revalidate = useRevalidateLater();
	const navigate = useNavigate();
	useEffect(() => {
		if (!isPossible()) return;
		let stop = () => {};
		let isGone = false;
		const start = async () => {
			const { connectWorker } = await import("./connect-worker.ts");
			const go = (path: string) => navigate(path, { replace: true });
			if (!isGone) stop = connectWorker({ revalidate, go });
		};
		// What the page itself needs goes first.
		if (document.readyState === "complete") void start();
		else window.addEventListener("load", () => void start(), { once: true });
		return () => {
			isGone = true;
			stop();
		};
	}, [revalidate, navigate]);

	// biome-ignore lint/correctness/useExhaustiveDependencies: whenever there is new data.
	useEffect(() => {
		if (isPossible()) void import("./connect-worker.ts").then(({ prefetchSoon }) => prefetchSoon());
	}, [loaded]);
}
