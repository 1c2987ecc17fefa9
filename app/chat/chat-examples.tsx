import type { OnChatSubmit } from "./chat-session.ts";

const EXAMPLES = [
	"What is due this week?",
	"Add buy milk tomorrow at 9am",
	"Remind me to call Ann on friday at 3pm",
];

type ChatExamplesProps = {
	action: string;
	chatId: string;
	formKey: string;
	onSubmit: OnChatSubmit;
};

/** Three examples in an empty chat; a press sends one. */
export function ChatExamples({ action, chatId, formKey, onSubmit }: ChatExamplesProps) {
	return (
		<form method="post" action={action} onSubmit={onSubmit} className="chat-examples">
			<input type="hidden" name="intent" value="send" />
			<input type="hidden" name="chat" value={chatId} />
			<input type="hidden" name="key" value={formKey} />
			<p>Say what there is to do, in your own words. Try one of these:</p>
			{EXAMPLES.map((example) => (
				<button key={example} type="submit" name="message" value={example}>
					{example}
				</button>
			))}
		</form>
	);
}
