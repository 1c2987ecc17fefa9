import type { ReactNode } from "react";
import { Link } from "react-router";
import { Logo } from "./logo.tsx";

/** The frame of pages for people who are not signed in, and of error pages. */
export function VisitorFrame({ children }: { children: ReactNode }) {
	return (
		<div className="mx-auto grid min-h-dvh max-w-5xl grid-cols-1 grid-rows-[auto_1fr] px-5 sm:px-8">
			<header className="py-4 sm:py-6">
				<Link
					to="/"
					className="-ml-2 inline-flex min-h-11 items-center gap-2 rounded-lg px-2 font-semibold text-lg"
				>
					<Logo className="size-6 text-accent" />
					Tend
				</Link>
			</header>
			<main className="pb-16">{children}</main>
		</div>
	);
}

/** A column for one form, about a third down the page. */
export function NarrowColumn({ children }: { children: ReactNode }) {
	return <div className="mx-auto grid max-w-sm gap-6 pt-[6dvh] sm:pt-[10dvh]">{children}</div>;
}

export const TEXT_LINK =
	"rounded-sm text-accent underline decoration-accent/40 underline-offset-4 transition-colors hover:decoration-current";
