import { buttonLook } from "#app/ui/button.tsx";

export function ArchiveSection() {
	return (
		<div className="grid justify-items-start gap-3">
			<p className="text-quiet">
				Account, tasks, their history, notifications and chats, as JSON in one ZIP file.
			</p>
			{/* No page of the app: the browser has to ask for it itself. */}
			<a href="/settings/data.zip" download className={buttonLook("secondary")}>
				Download all my data
			</a>
		</div>
	);
}
