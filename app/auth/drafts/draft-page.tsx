import { Form, useNavigation } from "react-router";
import { Button } from "#app/ui/button.tsx";
import { SubmittedFields } from "#app/ui/submitted-fields.tsx";
import type { DraftView } from "./describe-draft.ts";
import type { DraftFields } from "./draft-form.ts";

type DraftPageProps = DraftView & {
	/** Path and query that the form was sent to. */
	path: string;
	fields: DraftFields;
};

/** Shows a form that was sent after its sender's session had ended, and sends it after all. */
export function DraftPage({ path, fields, action, titles, values }: DraftPageProps) {
	const { formData } = useNavigation();
	const isText = values.length > 0;
	const [first] = titles;
	return (
		<div className="column">
			<div className="grid max-w-prose gap-6">
				<div className="grid gap-2">
					<h1>{isText ? "What you had typed" : "Not done yet"}</h1>
					<p>
						{isText ? "It was not saved" : "Nothing was changed"}, because you had been signed out
						in the meantime. You were about to{" "}
						<strong className="font-semibold">
							{action}
							{titles.length > 1 && ` ${titles.length} tasks`}
						</strong>
						{titles.length === 1 && (
							<>
								{" "}
								<span className="wrap-anywhere" dir="auto">
									“{first}”
								</span>
							</>
						)}
						.
					</p>
					{titles.length > 1 && (
						<ul className="list-disc ps-5">
							{titles.map((title, index) => (
								// biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and titles may repeat
								<li key={index} className="wrap-anywhere" dir="auto">
									{title}
								</li>
							))}
						</ul>
					)}
				</div>
				{isText && <SubmittedFields fields={values} />}
				<div className="flex flex-wrap gap-3">
					<Form method="post" action={path}>
						{fields.map(([name, value], index) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and names may repeat
							<input key={index} type="hidden" name={name} value={value} />
						))}
						<Button look="primary" pending={formData !== undefined}>
							Send it now
						</Button>
					</Form>
					<Form method="post">
						<Button look="secondary">Throw it away</Button>
					</Form>
				</div>
			</div>
		</div>
	);
}
