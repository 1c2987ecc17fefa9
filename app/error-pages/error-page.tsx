import { Link } from "react-router";
import { buttonLook } from "#app/ui/button.tsx";
import { VisitorFrame } from "#app/ui/visitor-frame.tsx";
import { describeError } from "./describe-error.ts";
import { ErrorMessage } from "./error-message.tsx";

/** The page of an error that no route inside the app's frame has caught. */
export function ErrorPage({ error }: { error: unknown }) {
	return (
		<VisitorFrame>
			<title>{`${describeError(error).heading} · Tend`}</title>
			<div className="pt-[6dvh] sm:pt-[10dvh]">
				<ErrorMessage error={error}>
					<Link to="/" className={buttonLook("secondary")}>
						Go to Tend
					</Link>
				</ErrorMessage>
			</div>
		</VisitorFrame>
	);
}
