import { Link } from "react-router";
import { buttonLook } from "#app/ui/button.tsx";
import { ErrorMessage } from "./error-message.tsx";

/** An error instead of a page, inside the app's frame. */
export function PageError({ error }: { error: unknown }) {
	return (
		<div className="column">
			<ErrorMessage error={error}>
				<Link to="/tasks" className={buttonLook("secondary")}>
					Go to your tasks
				</Link>
			</ErrorMessage>
		</div>
	);
}
