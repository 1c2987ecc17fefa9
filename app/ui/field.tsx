import { type ComponentProps, type ReactNode, useCallback } from "react";
import { ChevronIcon, ErrorIcon } from "./control-icons.tsx";

/** What the server answers to a form that it refused. The same as `FormReply` of app/core/form.ts. */
type Reply = { errors: Record<string, string[] | null>; values: Record<string, string> } | null;
type Described = { label: string; name: string; hint?: ReactNode; reply?: Reply };

const CONTROL =
	"w-full min-h-11 rounded-lg border border-control bg-surface px-3 text-ink transition-colors placeholder:text-quiet hover:border-quiet aria-invalid:border-danger";

type FieldProps = Described & Omit<ComponentProps<"input">, "name">;

/** A labelled input. With the form's reply it shows what was typed, and its error right below. */
export function Field({ label, hint, name, reply, defaultValue, ...input }: FieldProps) {
	const { id, errors, described } = describeControl({ name, hint, reply, id: input.id });
	return (
		<FieldFrame {...{ id, label, hint, errors }}>
			<input
				className={CONTROL}
				{...input}
				{...described}
				id={id}
				name={name}
				defaultValue={reply?.values[name] ?? defaultValue}
			/>
		</FieldFrame>
	);
}

type TextAreaFieldProps = Described & Omit<ComponentProps<"textarea">, "name">;

export function TextAreaField({
	label,
	hint,
	name,
	reply,
	defaultValue,
	...area
}: TextAreaFieldProps) {
	const { id, errors, described } = describeControl({ name, hint, reply, id: area.id });
	return (
		<FieldFrame {...{ id, label, hint, errors }}>
			<textarea
				className={`${CONTROL} py-2.5`}
				{...area}
				{...described}
				id={id}
				name={name}
				defaultValue={reply?.values[name] ?? defaultValue}
			/>
		</FieldFrame>
	);
}

type SelectFieldProps = Described & Omit<ComponentProps<"select">, "name">;

export function SelectField({
	label,
	hint,
	name,
	reply,
	defaultValue,
	...select
}: SelectFieldProps) {
	const { id, errors, described } = describeControl({ name, hint, reply, id: select.id });
	return (
		<FieldFrame {...{ id, label, hint, errors }}>
			<span className="relative grid">
				<select
					className={`${CONTROL} appearance-none truncate pr-10`}
					{...select}
					{...described}
					id={id}
					name={name}
					defaultValue={reply?.values[name] ?? defaultValue}
				/>
				<ChevronIcon className="pointer-events-none absolute inset-y-0 right-3 my-auto size-4 text-quiet" />
			</span>
		</FieldFrame>
	);
}

type CheckboxProps = {
	name: string;
	/** What is sent when it is checked; "on" by default. */
	value?: string;
	/** Whether it is checked to begin with. */
	isChecked: boolean;
	children: ReactNode;
};

export function Checkbox({ name, value, isChecked, children }: CheckboxProps) {
	return (
		<label className="flex min-h-8 items-center gap-2.5">
			<input
				type="checkbox"
				name={name}
				value={value}
				defaultChecked={isChecked}
				className="size-4.5 shrink-0 accent-accent"
			/>
			{children}
		</label>
	);
}

type CheckboxGroupProps = Described & {
	options: { value: string; label: string }[];
	/** What is checked to begin with. */
	defaultValues: string[];
};

/** Several checkboxes that make one field. */
export function CheckboxGroup({
	label,
	hint,
	name,
	reply,
	options,
	defaultValues,
}: CheckboxGroupProps) {
	const { id, errors, described } = describeControl({ name, hint, reply });
	return (
		<fieldset className="grid gap-1.5" aria-describedby={described["aria-describedby"]}>
			<legend className="pb-1.5 font-semibold">{label}</legend>
			{options.map(({ value, label }) => (
				<Checkbox key={value} {...{ name, value }} isChecked={defaultValues.includes(value)}>
					{label}
				</Checkbox>
			))}
			<FieldNote {...{ id, hint, errors }} />
		</fieldset>
	);
}

/** What is wrong with the form as a whole. */
export function FormErrors({ reply }: { reply?: Reply }) {
	const errors = reply?.errors[""] ?? [];
	if (errors.length === 0) return null;
	return (
		<p role="alert" className="flex gap-2 rounded-lg bg-danger-soft px-3 py-2.5 text-danger">
			<ErrorIcon className="mt-1 size-4 shrink-0" />
			{errors.join(" ")}
		</p>
	);
}

/**
 * A ref for a form whose reply arrives without a new page: it takes the focus to the first field
 * that was refused, else to the password, which has to be typed again.
 */
export function useErrorFocus(reply: Reply) {
	return useCallback(
		(form: HTMLFormElement | null) => {
			if (!form || !reply) return;
			const field =
				form.querySelector<HTMLElement>("[aria-invalid=true]") ??
				form.querySelector<HTMLElement>("input[type=password]");
			field?.focus();
		},
		[reply],
	);
}

type Note = { id: string; hint?: ReactNode; errors: string[] };
type Frame = Note & { label: string; children: ReactNode };

function FieldFrame({ id, label, hint, errors, children }: Frame) {
	return (
		<div className="grid gap-1.5">
			<label htmlFor={id} className="justify-self-start font-semibold">
				{label}
			</label>
			{children}
			<FieldNote {...{ id, hint, errors }} />
		</div>
	);
}

/** The error, or the hint where there is none. */
function FieldNote({ id, hint, errors }: Note) {
	if (errors.length > 0) {
		return (
			<p id={`${id}-error`} className="flex gap-1.5 text-sm text-danger">
				<ErrorIcon className="mt-0.75 size-3.5 shrink-0" />
				{errors.join(" ")}
			</p>
		);
	}
	return (
		hint && (
			<p id={`${id}-hint`} className="text-sm text-quiet">
				{hint}
			</p>
		)
	);
}

function describeControl({
	name,
	hint,
	reply,
	id = name,
}: Omit<Described, "label"> & { id?: string }) {
	const errors = reply?.errors[name] ?? [];
	const isWrong = errors.length > 0;
	return {
		id,
		errors,
		described: {
			"aria-describedby": isWrong ? `${id}-error` : hint ? `${id}-hint` : undefined,
			"aria-invalid": isWrong || undefined,
			// For a page that the server rendered again. Of several the browser focuses the first.
			autoFocus: isWrong || undefined,
		},
	};
}
