import { Form } from "react-router";
import { Button } from "#app/ui/button.tsx";

/** Stands on every page of an account that is about to be deleted. */
export function DeletionBanner({ day }: { day: string }) {
	return (
		<Form
			method="post"
			action="/settings"
			aria-label="Your account"
			className="flex flex-wrap items-center justify-center gap-x-4 gap-y-2 bg-danger-soft px-4 py-2 text-danger"
		>
			<p>This account and all that is in it will be deleted on {day}.</p>
			<Button name="intent" value="keep-account">
				Keep my account
			</Button>
		</Form>
	);
}
