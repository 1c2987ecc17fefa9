import type { TaskIntentName } from "#domain/task/intents.ts";
import { PRIORITIES } from "#domain/task/task.ts";

/**
 * The bar of bulk actions. Without script: task-list.css shows it once a checkbox is ticked, and counts
 * the selection with a CSS counter.
 */
export function BulkBar() {
	return (
		<fieldset className="bulk">
			<legend className="sr-only">Selected tasks</legend>
			<span className="bulk-count" aria-hidden="true" />
			<BulkButton intent="bulk-complete" name="Complete" />
			<BulkButton intent="bulk-reopen" name="Reopen" />
			<BulkButton intent="bulk-delete" name="Delete" />
			<span className="bulk-pair">
				<select name="newPriority" aria-label="New priority" defaultValue="">
					<option value="">Priority…</option>
					{PRIORITIES.map((priority) => (
						<option key={priority} value={priority}>
							{priority.charAt(0).toUpperCase() + priority.slice(1)}
						</option>
					))}
				</select>
				<button type="submit" name="intent" value="bulk-priority" aria-label="Set priority">
					Set
				</button>
			</span>
			<span className="bulk-pair">
				<input
					name="newTag"
					aria-label="New tag"
					placeholder="New tag"
					maxLength={51}
					autoComplete="off"
				/>
				<button type="submit" name="intent" value="bulk-tag" aria-label="Add tag">
					Add
				</button>
			</span>
		</fieldset>
	);
}

function BulkButton({ intent, name }: { intent: TaskIntentName; name: string }) {
	return (
		<button type="submit" name="intent" value={intent}>
			{name}
			<span className="sr-only"> selected</span>
		</button>
	);
}
