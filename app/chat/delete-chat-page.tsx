import { Form, Link } from "react-router";
import { Button, buttonLook } from "#app/ui/button.tsx";

/** Asks before a chat is deleted, which cannot be taken back. */
export function DeleteChatPage({ id, title }: { id: string; title: string }) {
	return (
		<Form method="post" className="column">
			<h1>Delete this chat?</h1>
			<p className="mt-2 text-quiet">
				What was said in <span dir="auto">“{title}”</span> is gone for good. The tasks stay as they
				are.
			</p>
			<p className="mt-6 flex flex-wrap gap-3">
				<Button look="danger">Delete chat</Button>
				<Link to={`/chat/${id}#end`} className={buttonLook("quiet")}>
					Keep it
				</Link>
			</p>
		</Form>
	);
}
