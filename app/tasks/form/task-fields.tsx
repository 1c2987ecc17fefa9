import type { ReactNode } from "react";
import type { FormReply } from "#app/core/form.ts";
import { Field, SelectField, TextAreaField } from "#app/ui/field.tsx";
import type { TaskFormValues } from "#domain/task/task-form-values.ts";
import { differsFrom } from "./task-conflict.ts";

type TaskFieldsProps = {
	values: TaskFormValues;
	/** The description rendered from Markdown. */
	descriptionHtml: string;
	reply: FormReply | null;
	/** The values that are saved now, when a newer version conflicts with the submitted one; else null. */
	saved: TaskFormValues | null;
};

export function TaskFields({ values, descriptionHtml, reply, saved }: TaskFieldsProps) {
	const field = (name: keyof TaskFormValues, hint?: string) => ({
		name,
		reply,
		defaultValue: values[name],
		hint: differsFrom(saved, reply, name) ? <SavedNow value={saved?.[name] ?? ""} /> : hint,
	});
	return (
		<>
			<TextAreaField label="Description" rows={3} dir="auto" {...field("description")} />
			{isMoreThanText(descriptionHtml) && (
				// biome-ignore lint/security/noDangerouslySetInnerHtml: app/core/markdown.server.ts lets no HTML through.
				<div className="prose" dangerouslySetInnerHTML={{ __html: descriptionHtml }} />
			)}
			<div className="field-grid">
				<Field
					label="Due date"
					type="date"
					min="1970-01-01"
					max="9999-12-31"
					{...field("dueDate")}
				/>
				<Field label="Due time" type="time" {...field("dueTime")} />
				<Field label="Repeat" {...field("repeat", "Like “every week on Mon” or “every! 3 days”")} />
				<SelectField label="Priority" {...field("priority")}>
					<option value="high">High</option>
					<option value="medium">Medium</option>
					<option value="low">Low</option>
				</SelectField>
				<Field label="Tags" autoCapitalize="none" {...field("tags", "With commas between them")} />
				<TextAreaField
					label="Reminders"
					rows={2}
					{...field("reminders", "One a line, like “30 minutes before”")}
				/>
			</div>
		</>
	);
}

function SavedNow({ value }: { value: string }): ReactNode {
	return (
		<span className="saved-now">
			Saved now: {value === "" ? <em>nothing</em> : <q dir="auto">{value}</q>}
		</span>
	);
}

/** Whether the rendered description is worth showing: one of paragraphs alone looks like the field's text. */
function isMoreThanText(html: string) {
	return /<(?!\/?p>)/.test(html);
}
