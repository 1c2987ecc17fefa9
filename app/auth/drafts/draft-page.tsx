import { Form, Link, useNavigation } from "react-router";
import { readableFields } from "#app/core/submitted-fields.ts";
import { Button, buttonLook } from "#app/ui/button.tsx";
import { SubmittedFields } from "#app/ui/submitted-fields.tsx";
import { describeDraft } from "./describe-draft.ts";

type DraftPageProps = {
	/** The path that the form was sent to. */
	action: string;
	fields: [name: string, value: string][];
};

/** Shows a form that was sent after its sender's session had ended, and sends it after all. */
export function DraftPage({ action, fields }: DraftPageProps) {
	const { formData } = useNavigation();
	const readable = readableFields(fields);
	const isText = readable.length > 0;
	const label = describeDraft(fields);
	return (
		<div className="column">
			<div className="grid max-w-prose gap-6">
				<div className="grid gap-2">
					<h1>{isText ? "What you had typed" : "Not done yet"}</h1>
					<p>
						{isText ? "It was not saved" : "Nothing was changed"}, because you had been signed out
						in the meantime.
						{label && (
							<>
								{" "}
								You were about to <strong className="font-semibold">{label}</strong>.
							</>
						)}
					</p>
				</div>
				{isText && <SubmittedFields fields={readable} />}
				<Form method="post" action={action} className="flex flex-wrap gap-3">
					{fields.map(([name, value], index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and names may repeat
						<input key={index} type="hidden" name={name} value={value} />
					))}
					<Button look="primary" pending={formData !== undefined}>
						Send it now
					</Button>
					<Link to="/tasks" className={buttonLook("secondary")}>
						Throw it away
					</Link>
				</Form>
			</div>
		</div>
	);
}
