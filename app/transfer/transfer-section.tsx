import { Link } from "react-router";
import { buttonLook } from "#app/ui/button.tsx";
import type { ExportFormat } from "#domain/transfer/transfer.ts";

const DOWNLOADS: [format: ExportFormat, name: string, use: string][] = [
	["json", "JSON", "everything, to keep or to move"],
	["csv", "CSV", "for a spreadsheet"],
	["ics", "iCalendar", "for a calendar or another app"],
];

/** Where tasks leave as files, and come in as files. */
export function TransferSection() {
	return (
		<div className="grid gap-6">
			<div className="grid justify-items-start gap-3">
				<p className="text-quiet">
					Bring tasks from another app or a backup. You will see what is in the file first.
				</p>
				<Link to="/settings/import" className={buttonLook("secondary")}>
					Import tasks
				</Link>
			</div>
			<div className="grid gap-3">
				<p className="text-quiet">Download all your tasks, completed ones too:</p>
				<ul className="grid gap-2">
					{DOWNLOADS.map(([format, name, use]) => (
						<li key={format} className="flex flex-wrap items-center gap-x-3">
							<a
								href={`/api/tasks/export?format=${format}`}
								download
								className={`${buttonLook("secondary")} min-w-36`}
							>
								<span className="sr-only">Download </span>
								{name}
							</a>
							<span className="text-quiet text-sm">{use}</span>
						</li>
					))}
				</ul>
			</div>
		</div>
	);
}
