import type { FormEvent } from "react";
import { Form } from "react-router";
import {
	type SettingsAnswer,
	settingsAction,
	useIntent,
} from "#app/settings-kit/settings-section.tsx";
import { Button } from "#app/ui/button.tsx";
import { FormErrors } from "#app/ui/field.tsx";
import { THEMES, type Theme } from "#domain/user/theme.ts";

const LOOKS = {
	system: { label: "System", schemes: ["scheme-light", "scheme-dark"] },
	light: { label: "Light", schemes: ["scheme-light"] },
	dark: { label: "Dark", schemes: ["scheme-dark"] },
} as const;

type ThemeSectionProps = { theme: Theme; answer: SettingsAnswer };

export function ThemeSection({ theme, answer }: ThemeSectionProps) {
	const { pending, reply, formRef } = useIntent("theme", answer);
	return (
		<Form
			method="post"
			action={settingsAction("theme")}
			preventScrollReset
			ref={formRef}
			onChange={applyAtOnce}
			className="grid gap-5"
		>
			<input type="hidden" name="intent" value="theme" />
			<FormErrors reply={reply} />
			<fieldset aria-labelledby="theme" className="grid grid-cols-3 gap-3">
				{THEMES.map((value) => (
					<ThemeChoice key={value} value={value} isCurrent={value === theme} />
				))}
			</fieldset>
			<Button pending={pending} className="justify-self-start">
				Save theme
			</Button>
		</Form>
	);
}

/** Shows the chosen theme before the server has it; its answer writes the same into the page. */
function applyAtOnce({ target, currentTarget }: FormEvent<HTMLFormElement>) {
	if (!(target instanceof HTMLInputElement)) return;
	document.documentElement.dataset.theme = target.value;
	currentTarget.requestSubmit();
}

function ThemeChoice({ value, isCurrent }: { value: Theme; isCurrent: boolean }) {
	const { label, schemes } = LOOKS[value];
	return (
		<label className="group relative grid gap-2.5">
			<span
				aria-hidden="true"
				className="flex h-20 overflow-hidden rounded-lg border border-control ring-accent transition-shadow group-has-checked:border-accent group-has-checked:ring-1"
			>
				{/* The system's own colours: Tend's are fixed for the page as a whole. */}
				{schemes.map((scheme) => (
					<span
						key={scheme}
						className={`${scheme} grid grow content-center gap-2 bg-[Canvas] px-3`}
					>
						<SmallRow width="w-full" />
						<SmallRow width="w-2/3" />
						<SmallRow width="w-5/6" />
					</span>
				))}
			</span>
			<span className="flex items-center gap-2">
				<input
					type="radio"
					name="theme"
					value={value}
					defaultChecked={isCurrent}
					className="size-4 cursor-pointer appearance-none rounded-full border border-control bg-surface checked:border-5 checked:border-accent"
				/>
				{label}
			</span>
		</label>
	);
}

function SmallRow({ width }: { width: string }) {
	return (
		<span className="flex items-center gap-1.5">
			<span className="size-2 shrink-0 rounded-full border border-accent" />
			<span className={`h-1 rounded-full bg-[GrayText] ${width}`} />
		</span>
	);
}
