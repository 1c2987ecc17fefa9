import type { ReactNode } from "react";

export function ErrorIcon({ className }: { className: string }) {
	return (
		<Icon className={className}>
			<circle cx="8" cy="8" r="6.5" />
			<path d="M8 4.8v3.7M8 11v.2" />
		</Icon>
	);
}

export function ChevronIcon({ className }: { className: string }) {
	return (
		<Icon className={className}>
			<path d="m4 6 4 4 4-4" />
		</Icon>
	);
}

function Icon({ className, children }: { className: string; children: ReactNode }) {
	return (
		<svg
			viewBox="0 0 16 16"
			fill="none"
			stroke="currentColor"
			strokeWidth="1.75"
			strokeLinecap="round"
			strokeLinejoin="round"
			aria-hidden="true"
			className={className}
		>
			{children}
		</svg>
	);
}
