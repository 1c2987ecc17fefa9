/** Keyboard focus in a list of tasks. Works on DOM elements, since rows have no hooks (task-row.tsx). */

/**
 * Call before the rows of `goingIds` are removed. When one of them has the focus, moves it to the same
 * control of the next row that stays, else of the previous one, else to the quick-add field.
 */
export function keepFocusNear(list: HTMLElement, goingIds: number[]) {
	const row = currentRow(list);
	if (!row) return;
	const going = new Set(goingIds.map((id) => `/tasks/${id}`));
	const stays = (other: HTMLElement) => !going.has(titleOf(other)?.getAttribute("href") ?? "");
	if (stays(row)) return;
	const rows = allRows(list);
	const index = rows.indexOf(row);
	const next = rows.slice(index + 1).find(stays) ?? rows.slice(0, index).findLast(stays);
	const control = document.activeElement?.classList.item(0);
	const target = next && control ? next.querySelector<HTMLElement>(`.${control}`) : null;
	(target ?? (next && titleOf(next)) ?? document.getElementById("add"))?.focus();
}

/** The row that contains the focused element; null for none. */
export function currentRow(list: HTMLElement): HTMLElement | null {
	const row = document.activeElement?.closest<HTMLElement>("li.task") ?? null;
	return row && list.contains(row) ? row : null;
}

/** Focuses the next (1) or previous (-1) row; without a focused row the first or the last one. */
export function moveFocus(list: HTMLElement, step: 1 | -1) {
	const rows = allRows(list);
	const row = currentRow(list);
	const from = row ? rows.indexOf(row) : step === 1 ? -1 : rows.length;
	const next = rows[from + step];
	if (next) titleOf(next)?.focus();
}

function allRows(list: HTMLElement) {
	return [...list.querySelectorAll<HTMLElement>("li.task:not(.leaving, .adding)")];
}

function titleOf(row: HTMLElement) {
	return row.querySelector<HTMLElement>("a");
}
