import { useEffect } from "react";
import { useLocation, useNavigate } from "react-router";
import { ADD_FIELD_ID, SEARCH_FIELD_ID } from "#app/client/field-ids.ts";
import { listenToKeys } from "#app/client/listen-to-keys.ts";
import { useSubmitForm } from "#app/client/submit/submit-form.ts";
import { HELP_ID } from "./shortcut-help.tsx";

/** The shortcuts that work on every page. */
export function useAppKeys() {
	const navigate = useNavigate();
	const submitForm = useSubmitForm();
	useEffect(() => {
		const submitUndo = (intent: "undo" | "redo") => {
			const form = new FormData();
			form.set("intent", intent);
			void submitForm(form, "/undo");
		};
		return listenToKeys({
			z: () => submitUndo("undo"),
			y: () => submitUndo("redo"),
			q: () => focusField(ADD_FIELD_ID) || void navigate(`/tasks#${ADD_FIELD_ID}`),
			"/": () => focusField(SEARCH_FIELD_ID) || void navigate(`/tasks#${SEARCH_FIELD_ID}`),
			"?": () => document.getElementById(HELP_ID)?.togglePopover(),
		});
	}, [navigate, submitForm]);
	const { hash, key } = useLocation();
	// A browser focuses the field that an address names; React Router only scrolls to it.
	// biome-ignore lint/correctness/useExhaustiveDependencies: going there again focuses it again.
	useEffect(() => void focusField(hash.slice(1)), [hash, key]);
}

function focusField(id: string) {
	const field = document.getElementById(id);
	if (!(field instanceof HTMLInputElement)) return false;
	// A field inside a closed <details> takes no focus.
	field.closest("details")?.setAttribute("open", "");
	field.focus();
	field.select();
	return true;
}
