/**
 * Runs the function that `keys` has for a pressed key (by `KeyboardEvent.key`), except while someone
 * types or holds Ctrl, Meta or Alt. Returns a function that stops it.
 */
export function listenToKeys(keys: Record<string, () => unknown>): () => void {
	const onKeyDown = (event: KeyboardEvent) => {
		const { key, target, isComposing, ctrlKey, metaKey, altKey } = event;
		const run = Object.hasOwn(keys, key) ? keys[key] : undefined;
		if (!run || isComposing || ctrlKey || metaKey || altKey || isTyping(target)) return;
		event.preventDefault();
		run();
	};
	document.addEventListener("keydown", onKeyDown);
	return () => document.removeEventListener("keydown", onKeyDown);
}

function isTyping(target: EventTarget | null) {
	if (!(target instanceof HTMLElement)) return false;
	if (target.isContentEditable) return true;
	// Letters choose in a select; they mean nothing to a checkbox.
	if (target instanceof HTMLInputElement) return target.type !== "checkbox";
	return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
