export const HELP_ID = "shortcuts";

const SHORTCUTS = [
	["q", "Add a task"],
	["/", "Search"],
	["j k", "Next task, the one before"],
	["c", "Complete or reopen it"],
	["x", "Select it"],
	["e", "Open it"],
	["z", "Undo"],
	["y", "Redo"],
	["?", "This list"],
] as const;

/** A popover, so that the sidebar's button opens it without a script of ours. */
export function ShortcutHelp() {
	return (
		<dialog id={HELP_ID} popover="auto" aria-labelledby="shortcuts-heading" className="help">
			<h2 id="shortcuts-heading">Keyboard shortcuts</h2>
			<dl>
				{SHORTCUTS.map(([keys, what]) => (
					<div key={keys}>
						<dt>
							{keys.split(" ").map((key) => (
								<kbd key={key}>{key}</kbd>
							))}
						</dt>
						<dd>{what}</dd>
					</div>
				))}
			</dl>
			<button
				type="button"
				popoverTarget={HELP_ID}
				popoverTargetAction="hide"
				className="help-close"
			>
				Close
			</button>
		</dialog>
	);
}
