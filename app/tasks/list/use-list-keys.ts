import { type RefObject, useEffect } from "react";
import { listenToKeys } from "#app/client/listen-to-keys.ts";
import { currentRow, moveFocus } from "#app/tasks/parts/row-focus.ts";

/** Keyboard shortcuts of a task list. They click the controls of the focused row, else of the first one. */
export function useListKeys(list: RefObject<HTMLElement | null>) {
	useEffect(() => {
		const press = (selector: string) => {
			if (!list.current) return;
			if (!currentRow(list.current)) moveFocus(list.current, 1);
			currentRow(list.current)?.querySelector<HTMLElement>(selector)?.click();
		};
		return listenToKeys({
			j: () => list.current && moveFocus(list.current, 1),
			k: () => list.current && moveFocus(list.current, -1),
			c: () => press(".check"),
			x: () => press(".select"),
			e: () => press("a"),
		});
	}, [list]);
}
