import { useEffect } from "react";
import { useNavigate } from "react-router";
import { useRevalidateLater } from "#app/client/use-revalidate-later.ts";

const isPossible = () =>
	import.meta.env.PROD && window.isSecureContext && "serviceWorker" in navigator;

/** Makes the pages of a signed-in user readable offline. `loaded` is what has just come from the server. */
export function useOfflineWorker(loaded: unknown): void {
	const revalidate = useRevalidateLater();
	const navigate = useNavigate();
	useEffect(() => {
		if (!isPossible()) return;
		let stop = () => {};
		let isGone = false;
		const start = async () => {
			const { linkWorker } = await import("./worker-link.ts");
			const go = (path: string) => navigate(path, { replace: true });
			if (!isGone) stop = linkWorker({ revalidate, go });
		};
		// What the page itself needs goes first.
		if (document.readyState === "complete") void start();
		else window.addEventListener("load", () => void start(), { once: true });
		return () => {
			isGone = true;
			stop();
		};
	}, [revalidate, navigate]);

	// biome-ignore lint/correctness/useExhaustiveDependencies: each time that something has come anew.
	useEffect(() => {
		if (isPossible()) void import("./worker-link.ts").then(({ keepSoon }) => keepSoon());
	}, [loaded]);
}
