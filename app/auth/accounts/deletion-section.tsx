import { Link } from "react-router";
import type { SettingsProps } from "#app/settings-kit/settings-section.tsx";
import { TEXT_LINK } from "#app/ui/visitor-frame.tsx";

export function DeletionSection({ settings }: SettingsProps) {
	if (settings.profile.isLeaving) {
		return <p className="text-quiet">It is about to be deleted: see the top of the page.</p>;
	}
	return (
		<p className="text-quiet">
			<Link to="/settings/delete-account" className={`${TEXT_LINK} text-danger`}>
				Delete account
			</Link>{" "}
			with all its tasks. You will be asked first, and have a week to change your mind.
		</p>
	);
}
