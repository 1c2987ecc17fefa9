import { type FormEvent, useId, useRef, useState } from "react";
import { useLocation } from "react-router";
import { randomUuid } from "#app/client/random-uuid.ts";
import { useSubmitForm } from "#app/client/submit/submit-form.ts";
import type { FormReply } from "#app/core/form.ts";
import { QuickAddChips } from "./quick-add-chips.tsx";
import { useParsedQuickAdd } from "./use-parsed-quick-add.ts";

type QuickAddFormProps = {
	label: string;
	fieldId?: string;
	placeholder?: string;
	/** Idempotency key: submitting the form twice adds one task. */
	formKey: string;
	reply: FormReply | null;
	parentId?: number;
};

/**
 * The quick-add field. With script it is submitted without navigation and emptied at once, ready for the
 * next task; a text that could not be added is put back, or listed below when the field is in use.
 */
export function QuickAddForm({
	label,
	fieldId,
	placeholder,
	formKey,
	reply,
	parentId,
}: QuickAddFormProps) {
	const { pathname, search } = useLocation();
	const field = useRef<HTMLInputElement>(null);
	const submit = useSubmitForm();
	const errorId = useId();
	const { parsed, load, parse, keepAsText } = useParsedQuickAdd(field);
	/** The key of a submission whose outcome is unknown: sent again under it, the task is added once. */
	const [key, setKey] = useState<string | null>(null);
	const [errors, setErrors] = useState(errorsOf(reply));
	const [unsent, setUnsent] = useState<string[]>([]);

	const show = (text: string) => {
		if (field.current) field.current.value = text;
		parse();
	};
	const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault();
		const form = new FormData(event.currentTarget);
		form.set("intent", "add");
		if (parsed) form.set("reading", parsed.title);
		const text = String(form.get("text"));
		show("");
		// Not the form's own key: a page from the offline cache has one that was used before.
		const sentKey = key ?? randomUuid();
		form.set("key", sentKey);
		setKey(null);
		setErrors([]);
		field.current?.focus();
		const outcome = await submit(form, pathname + search);
		if (outcome.kind === "done" || outcome.kind === "queued") return;
		setErrors(errorsOf(outcome.reply));
		if (field.current?.value) return setUnsent((others) => [...others, text]);
		show(text);
		// The server may have added it although no response arrived.
		setKey(sentKey);
	};

	return (
		<div className="add">
			<form method="post" onSubmit={onSubmit} className="add-form">
				<input type="hidden" name="key" value={formKey} />
				{parentId !== undefined && <input type="hidden" name="parentId" value={parentId} />}
				<span className="icon icon-plus" />
				<input
					ref={field}
					id={fieldId}
					name="text"
					aria-label={label}
					placeholder={placeholder ?? "Add a task, like “Pay rent friday 9am #home”"}
					defaultValue={reply?.values.intent === "add" ? reply.values.text : undefined}
					autoComplete="off"
					enterKeyHint="done"
					dir="auto"
					aria-invalid={errors.length > 0 || undefined}
					aria-describedby={errors.length > 0 ? errorId : undefined}
					onFocus={load}
					onInput={parse}
				/>
				<button type="submit" name="intent" value="add">
					Add
				</button>
			</form>
			<QuickAddChips parts={parsed?.parts ?? []} onRemove={keepAsText} />
			{errors.length > 0 && (
				<p id={errorId} className="add-error">
					{errors.join(" ")}
				</p>
			)}
			{unsent.map((text) => (
				<p key={text} className="add-error">
					Not added: <span dir="auto">{text}</span>{" "}
					<button
						type="button"
						onClick={() => {
							setUnsent((others) => others.filter((other) => other !== text));
							show(text);
							field.current?.focus();
						}}
					>
						Put it into the field
					</button>
				</p>
			))}
		</div>
	);
}

function errorsOf(reply: FormReply | null | undefined): string[] {
	return reply?.errors.text ?? reply?.errors[""] ?? [];
}
