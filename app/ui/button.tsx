import type { ComponentProps } from "react";

const LOOKS = {
	primary: "bg-accent text-on-accent hover:bg-accent-strong border-transparent",
	secondary: "bg-surface text-ink hover:bg-sunken border-control",
	quiet: "bg-transparent text-quiet hover:text-ink hover:bg-sunken border-transparent",
	danger: "bg-surface text-danger hover:bg-danger-soft border-danger",
} as const;

type Look = keyof typeof LOOKS;
type ButtonProps = ComponentProps<"button"> & { look?: Look; pending?: boolean };

/**
 * A button. While its request is running (`pending`) it ignores clicks, but keeps its width, and the
 * focus, which a disabled button would lose.
 */
export function Button({
	look = "secondary",
	pending = false,
	className = "",
	type = "submit",
	onClick,
	...props
}: ButtonProps) {
	return (
		<button
			type={type}
			className={`${buttonLook(look)} ${className}`}
			{...props}
			aria-disabled={pending || props["aria-disabled"]}
			onClick={(event) => {
				if (pending) event.preventDefault();
				else onClick?.(event);
			}}
		/>
	);
}

/** The classes of a button, for links that look like one. */
export function buttonLook(look: Look) {
	return `inline-flex min-h-11 items-center justify-center gap-2 rounded-lg border px-4 font-semibold transition-colors disabled:opacity-60 aria-disabled:opacity-60 ${LOOKS[look]}`;
}
