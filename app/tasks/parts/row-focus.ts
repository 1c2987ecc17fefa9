/** Keyboard focus in a list of tasks. The rows are plain elements, so this is about elements. */

/**
 * Before the rows of those tasks go: when the focus is in one of them, moves it to the same control
 * of the next row that stays, or of the one before, or to where tasks are added.
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

/** The row that has the focus. */
export function currentRow(list: HTMLElement): HTMLElement | null {
	const row = document.activeElement?.closest<HTMLElement>("li.task") ?? null;
	return row && list.contains(row) ? row : null;
}

/** Moves the focus from row to row; into the list at its near end. */
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
