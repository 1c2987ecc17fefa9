import { Link } from "react-router";
import { TEXT_LINK } from "#app/shell/visitor-frame.tsx";

export function DeletionSection() {
	return (
		<p className="text-quiet">
			<Link to="/settings/delete-account" className={`${TEXT_LINK} text-danger`}>
				Delete account
			</Link>{" "}
			with all its tasks. You will be asked first.
		</p>
	);
}
