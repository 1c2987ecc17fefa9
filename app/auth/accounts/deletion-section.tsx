import { Link } from "react-router";
import { TEXT_LINK } from "#app/ui/visitor-frame.tsx";

export function DeletionSection({ isPendingDeletion }: { isPendingDeletion: boolean }) {
	if (isPendingDeletion) {
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
