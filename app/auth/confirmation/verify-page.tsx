import { Form, Link, useNavigation } from "react-router";
import { Button, buttonLook } from "#app/ui/button.tsx";
import { NarrowColumn, TEXT_LINK, VisitorFrame } from "#app/ui/visitor-frame.tsx";

type VerifyPageProps = {
	link: { state: "open"; email: string } | { state: "confirmed" | "ended" };
};

/** The page that the link in the mail opens, before and after. Needs no sign-in. */
export function VerifyPage({ link }: VerifyPageProps) {
	return (
		<VisitorFrame>
			<NarrowColumn>
				{link.state === "open" && <Confirm email={link.email} />}
				{link.state === "confirmed" && <Confirmed />}
				{link.state === "ended" && <Ended />}
			</NarrowColumn>
		</VisitorFrame>
	);
}

function Confirm({ email }: { email: string }) {
	const { formData } = useNavigation();
	return (
		<>
			<h1 className="font-semibold text-xl">Confirm your address</h1>
			<p>
				Is <strong className="wrap-anywhere font-semibold">{email}</strong> yours? Then Tend can
				send reminders and a daily mail there, if you turn them on.
			</p>
			<Form method="post">
				<Button look="primary" pending={formData !== undefined}>
					Confirm
				</Button>
			</Form>
		</>
	);
}

function Confirmed() {
	return (
		<>
			<h1 className="font-semibold text-xl">Your address is confirmed</h1>
			<p role="status">
				What reaches you by e-mail, and when, is in your{" "}
				<Link to="/settings#notifications" className={TEXT_LINK}>
					settings
				</Link>
				.
			</p>
			<p>
				<Link to="/tasks" className={buttonLook("primary")}>
					Go to your tasks
				</Link>
			</p>
		</>
	);
}

function Ended() {
	return (
		<>
			<h1 className="font-semibold text-xl">This link does not work any more</h1>
			<p>
				It was used already, or is older than a day. Your{" "}
				<Link to="/settings#profile" className={TEXT_LINK}>
					settings
				</Link>{" "}
				say whether your address is confirmed, and send you another link.
			</p>
		</>
	);
}
