import { Form, Link, useNavigation } from "react-router";
import type { FormReply } from "#app/core/form.ts";
import { Button } from "#app/ui/button.tsx";
import { Field, FormErrors, useErrorFocus } from "#app/ui/field.tsx";
import { TEXT_LINK } from "#app/ui/visitor-frame.tsx";
import { IMPORT_MAX_BYTES } from "#domain/limits.ts";
import { formatCount, type ImportView } from "./import-view.ts";

type ImportPageProps = { imports: ImportView[]; reply: FormReply | null };

const MAX_MEGABYTES = IMPORT_MAX_BYTES / 1024 / 1024;

/** The form for uploading a file, and the list of earlier imports. */
export function ImportPage({ imports, reply }: ImportPageProps) {
	const { formData } = useNavigation();
	return (
		<div className="column">
			<nav aria-label="Way back" className="back">
				<Link to="/settings#transfer">Settings</Link>
			</nav>
			<h1>Import tasks</h1>
			<Form
				method="post"
				encType="multipart/form-data"
				noValidate
				ref={useErrorFocus(reply)}
				className="grid max-w-md gap-5 pt-6"
			>
				<FormErrors reply={reply} />
				<Field
					label="File"
					name="file"
					type="file"
					required
					reply={reply}
					hint={`JSON, CSV, iCalendar or Todoist’s export, at most ${MAX_MEGABYTES} MB. Nothing is imported yet: you will see what is in it first.`}
					className="min-h-11 w-full rounded-lg border border-control bg-surface p-1.5 file:mr-3 file:min-h-8 file:rounded-lg file:border-0 file:bg-sunken file:px-3 file:font-semibold"
				/>
				<Button look="primary" pending={formData !== undefined} className="justify-self-start">
					{formData === undefined ? "Look at the file" : "Reading the file"}
				</Button>
			</Form>
			{imports.length > 0 && (
				<section aria-labelledby="earlier" className="pt-10">
					<h2 id="earlier" className="pb-2 font-semibold text-lg">
						Earlier files
					</h2>
					<ul className="divide-y divide-line border-line border-t">
						{imports.map((found) => (
							<li key={found.id} className="py-2.5">
								<Link to={`/settings/import/${found.id}`} className={`${TEXT_LINK} wrap-anywhere`}>
									{found.fileName}
								</Link>
								<p className="text-quiet text-sm">
									{stateInWords(found)} · <time dateTime={found.at.datetime}>{found.at.label}</time>
								</p>
							</li>
						))}
					</ul>
				</section>
			)}
		</div>
	);
}

function stateInWords({ state, imported, total }: ImportView): string {
	switch (state) {
		case "reading":
			return "not read to its end";
		case "ready":
			return `${formatCount(total, "task")} waiting to be imported`;
		case "importing":
			return `${imported.toLocaleString("en")} of ${formatCount(total, "task")} imported so far`;
		case "imported":
			return `${formatCount(imported, "task")} imported`;
		case "undoing":
			return "being undone";
		case "undone":
			return "undone";
	}
}
