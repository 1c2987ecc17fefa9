import type { Scope } from "#app/core/scope.server.ts";
import { completeTask, createTask } from "#app/tasks/commands/commands.server.ts";
import type { Db } from "#db/client.server.ts";
import { parseQuickAdd } from "#domain/quick-add/quick-add.ts";
import { addDays } from "#domain/time/calendar-date.ts";
import { DAY_MS } from "#domain/time/durations.ts";
import { todayIn } from "#domain/time/zoned-time.ts";

type Demo = { text: string; description?: string; subtasks?: string[]; done?: string[] };

/** As people type them. A day in the text counts from the moment of seeding. */
const OPEN: Demo[] = [
	{ text: "Reply to the landlord about the heating #home !high {-1}" },
	{ text: "Send the March invoice to Okafor & Sons #work !high {-2}" },
	{ text: "Return the library books #errands {-1}" },
	{ text: "Stand-up with the team {0}T09:30 every weekday #work" },
	{ text: "Water the ferns {0} every 3 days #home" },
	{
		text: "Draft the quarterly report {0}T14:00 #work !high remind me 30 minutes before",
		description:
			"Three pages at most:\n\n- what we **promised**\n- what we shipped\n- what we learned\n\nLast quarter's is [on the wiki](https://wiki.example.com/reports).",
		subtasks: ["Pull the figures", "Ask Mina for the churn numbers", "Write the summary"],
		done: ["Pull the figures"],
	},
	{ text: "Pick up the parcel at the corner shop {0}T17:30 #errands" },
	{ text: "Call Grandma {0}T19:00 every sunday #family" },
	{ text: "Put the bins out {0} every week #home !low" },
	{ text: "Dentist {1}T08:45 #health !high remind me 1 hour before" },
	{ text: "Buy oat milk, eggs and bread {1} #errands" },
	{ text: "Review Tomasz's pull request {1} #work" },
	{ text: "Run 5 km {2}T07:00 every 2 weeks on sat #health" },
	{ text: "Dinner with Priya and Lars {2}T19:30 #family" },
	{ text: "Pay the electricity bill {3} every month #money !high" },
	{
		text: "Book train tickets to Lisbon {3} #travel",
		subtasks: ["Compare night trains", "Ask about the bicycle", "Reserve seats"],
	},
	{ text: "Prepare slides for the design review {4}T16:00 #work !high" },
	{
		text: "Renew the passport {5} #travel !high",
		description: "Bring the old one, two photos and the appointment's number.",
	},
	{ text: "Plan the week {6}T18:00 every sunday" },
	{ text: "Change the bed linen {6} every 2 weeks #home !low" },
	{ text: "Pay rent {9} every month on the 1st #home #money !high" },
	{ text: "Mum's birthday: order the flowers {11} #family !high" },
	{ text: "Quarterly tax prepayment {19} every 3 months #money !high" },
	{ text: "Replace the smoke detector batteries {24} every year #home" },
	{
		text: "Christmas cards: write, stamp, send {16} #family",
		subtasks: ["Buy stamps", "Write to the cousins", "Write to the neighbours"],
	},
	{ text: "Backup of the laptop {7} every last friday #work !low" },
	{ text: "Read “The Overstory” #someday !low" },
	{ text: "Learn to fold a fitted sheet #someday !low" },
	{ text: "Find a class for pottery beginners #someday" },
	{ text: "Look into a standing desk #work !low" },
	{ text: "Repot the monstera #home" },
	{ text: "Sort the photos of the Norway trip #travel !low" },
	{ text: "Try the recipe for miso aubergine #someday" },
	{ text: "Ask Jonas whether he still has the drill #home !low" },
	{ text: "Write a review for the bike workshop !low" },
	{ text: "Cancel the gym membership before it renews #money !high" },
];

const COMPLETED = [
	"Fix the dripping tap #home",
	"Book the flu shot #health",
	"Send Ayşe the contract #work !high",
	"Order printer paper #work !low",
	"Clean out the fridge #home",
	"Pay the internet bill #money !high",
	"Walk with Noor #health",
	"Write the release notes #work",
	"Buy a present for Leo #family",
	"Reply to the survey !low",
	"Descale the kettle #home !low",
	"Update the emergency contacts #family",
	"Compare phone contracts #money",
	"Bring the coat to the tailor #errands",
	"Fill in the expenses #work !high",
	"Water the balcony plants #home",
	"Read the draft budget #work",
	"Collect chestnuts with the kids #family !low",
	"Charge the bike lights !low",
	"Defrost the freezer #home !low",
	"Return the wrong-size shoes #errands",
	"Set up the new router #home !high",
	"Thank Carla for the jam #family",
	"Sharpen the kitchen knives #home",
];

/** Adds the demo's tasks as their user would have over the last weeks; returns how many. */
export async function addDemoTasks(
	db: Db,
	user: { id: string; timeZone: string },
	now: Date,
): Promise<number> {
	const at = (daysAgo: number): Scope => ({
		db,
		userId: user.id,
		timeZone: user.timeZone,
		now: new Date(now.getTime() - daysAgo * DAY_MS),
		actor: "web",
		taskLimit: 0,
		requestId: "seed",
		publishEvents: () => {},
	});
	let count = 0;
	const add = async (
		scope: Scope,
		text: string,
		more: { description?: string; parentId?: number } = {},
	) => {
		const today = todayIn(user.timeZone, now);
		const dated = text.replace(/\{(-?\d+)\}/, (_, days) => addDays(today, Number(days)));
		const {
			parts: _,
			priority,
			...fields
		} = parseQuickAdd(dated, { now, timeZone: user.timeZone });
		count += 1;
		const { task } = await createTask(scope, {
			...fields,
			...more,
			priority: priority ?? undefined,
		});
		return task.id;
	};
	for (const [i, text] of COMPLETED.entries()) {
		// More on some days than on others, and a streak up to today.
		const daysAgo = Math.floor((i * i) / 20);
		const id = await add(at(daysAgo + 3), text);
		await completeTask(at(daysAgo), id);
	}
	for (const [i, { text, description, subtasks = [], done = [] }] of OPEN.entries()) {
		const scope = at(1 + (i % 20));
		const id = await add(scope, text, { description });
		for (const title of subtasks) {
			const subtaskId = await add(scope, title, { parentId: id });
			if (done.includes(title)) await completeTask(at(0), subtaskId);
		}
	}
	return count;
}
