import { useEffect } from "react";
import { useLocation, useNavigate } from "react-router";
import { HELP_ID } from "#app/shell/shortcut-help.tsx";
import { useSend } from "./send.ts";

export const ADD_FIELD_ID = "add";
export const SEARCH_FIELD_ID = "search";

/** The shortcuts that work on every page. */
export function useAppKeys() {
	const navigate = useNavigate();
	const send = useSend();
	useEffect(() => {
		const takeBack = (intent: "undo" | "redo") => {
			const form = new FormData();
			form.set("intent", intent);
			void send(form, "/undo");
		};
		return listenToKeys({
			z: () => takeBack("undo"),
			y: () => takeBack("redo"),
			q: () => focusField(ADD_FIELD_ID) || void navigate(`/tasks#${ADD_FIELD_ID}`),
			"/": () => focusField(SEARCH_FIELD_ID) || void navigate(`/tasks#${SEARCH_FIELD_ID}`),
			"?": () => document.getElementById(HELP_ID)?.togglePopover(),
		});
	}, [navigate, send]);
	const { hash, key } = useLocation();
	// A browser focuses the field that an address names; React Router only scrolls to it.
	// biome-ignore lint/correctness/useExhaustiveDependencies: going there again focuses it again.
	useEffect(() => void focusField(hash.slice(1)), [hash, key]);
}

/** Calls what belongs to a key, never while someone types or holds a modifier. Returns how to stop. */
export function listenToKeys(keys: Record<string, () => unknown>): () => void {
	const onKeyDown = (event: KeyboardEvent) => {
		const { key, target, isComposing, ctrlKey, metaKey, altKey } = event;
		const act = Object.hasOwn(keys, key) ? keys[key] : undefined;
		if (!act || isComposing || ctrlKey || metaKey || altKey || isTyping(target)) return;
		event.preventDefault();
		act();
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

function focusField(id: string) {
	const field = document.getElementById(id);
	if (!(field instanceof HTMLInputElement)) return false;
	// A field in a closed fold takes no focus.
	field.closest("details")?.setAttribute("open", "");
	field.focus();
	field.select();
	return true;
}
