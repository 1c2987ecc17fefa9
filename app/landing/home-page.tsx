import { Link } from "react-router";
import type { Flash } from "#app/core/flash.ts";
import { buttonLook } from "#app/ui/button.tsx";
import { VisitorFrame } from "#app/ui/visitor-frame.tsx";
import { QuickAddSample } from "./quick-add-sample.tsx";

/** The front page, for people who do not know Tend yet. */
export function HomePage({ flash }: { flash: Flash | null }) {
	return (
		<VisitorFrame>
			<div role="status">
				{flash && <p className="rounded-lg bg-accent-soft px-4 py-3">{flash.message}</p>}
			</div>
			<div className="mx-auto grid max-w-lg justify-items-center gap-4 pt-8 pb-12 text-center sm:pt-14 sm:pb-16">
				<h1 className="text-balance font-semibold text-2xl tracking-tight">
					Tend is a todo list that stays out of your way
				</h1>
				<p className="text-pretty text-lg text-quiet">
					Write down what there is to do in your own words. Tend keeps the dates straight, and the
					rest quiet.
				</p>
				<div className="flex flex-wrap justify-center gap-3 pt-3">
					<Link to="/signup" className={buttonLook("primary")}>
						Create account
					</Link>
					<Link to="/signin" className={buttonLook("secondary")}>
						Sign in
					</Link>
				</div>
			</div>
			<Picture />
			<section className="grid items-center gap-x-10 gap-y-5 pt-16 sm:grid-cols-[1fr_1.3fr] sm:pt-20">
				<Feature title="In plain words">
					One line is enough for a task, its date, its tag and how often it comes back.
				</Feature>
				<QuickAddSample />
			</section>
			<div className="grid gap-10 pt-12 sm:grid-cols-3 sm:pt-16">
				<Feature title="Opens at once">
					Pages come ready-made from a place near you, on any device. Without JavaScript everything
					works all the same.
				</Feature>
				<Feature title="Repeats that hold">
					The 31st of every month, the last Friday, three days after it was done: each comes back on
					the right day, also when the clocks change.
				</Feature>
				<Feature title="Yours">
					What you put in comes out again, by export or through an open API. And you can run Tend on
					a machine of your own.
				</Feature>
			</div>
		</VisitorFrame>
	);
}

function Feature({ title, children }: { title: string; children: string }) {
	return (
		<div className="grid content-start gap-1.5">
			<h2 className="font-semibold text-lg">{title}</h2>
			<p className="text-pretty text-quiet">{children}</p>
		</div>
	);
}

/** On a phone a part of the list: the whole would be too small to read. */
function Picture() {
	return (
		<picture className="block overflow-hidden rounded-xl border border-line bg-surface shadow-float max-sm:aspect-4/5">
			<source srcSet="/tend-dark.png" media="(prefers-color-scheme: dark)" />
			<img
				src="/tend-light.png"
				width={1280}
				height={800}
				alt="A list of tasks in Tend: each with a round check, a title, and below it when it is due."
				className="max-sm:-translate-x-[28.5%] h-auto text-quiet text-sm max-sm:w-[62rem] max-sm:max-w-none sm:w-full"
			/>
		</picture>
	);
}
