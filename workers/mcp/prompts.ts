import type { McpServer } from "@modelcontextprotocol/server";

const PROMPTS = [
	{
		name: "plan_my_day",
		title: "Plan my day",
		description: "Sort what is due and overdue into a day that fits.",
		text: "Plan my day. List what is overdue and due today, and what is due in the next six days with high priority. Suggest an order for today that starts with what has a time and what is overdue, and say what you would move to another day and why. Ask me before you change anything, then make the changes I agree to.",
	},
	{
		name: "weekly_review",
		title: "Weekly review",
		description: "Look back on the week, and tidy the list for the next.",
		text: "Do my weekly review with me. Look at my statistics and at what was completed, then go through: what is overdue, what has no date, what is due in the next seven days, and what looks like a duplicate or too large for one task. For each group propose what to complete, move, split or delete. Ask me before you change anything, then make the changes I agree to.",
	},
];

/** Ways to begin, for clients that offer them to the user. */
export function addPrompts(server: McpServer): void {
	for (const { name, title, description, text } of PROMPTS) {
		server.registerPrompt(name, { title, description }, () => ({
			description,
			messages: [{ role: "user", content: { type: "text", text } }],
		}));
	}
}
