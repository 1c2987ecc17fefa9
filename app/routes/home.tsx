import { data, redirect } from "react-router";
import { visitContext } from "#app/context.server.ts";
import { takeFlash } from "#app/flash.server.ts";
import { HomePage } from "#app/shell/home-page.tsx";
import type { Route } from "./+types/home.ts";

export async function loader({ request, context }: Route.LoaderArgs) {
	if (context.get(visitContext).credential) return redirect("/tasks");
	const { flash, headers } = await takeFlash(request);
	return data({ flash }, { headers });
}

export const meta: Route.MetaFunction = () => [
	{ title: "Tend: a todo list that stays out of your way" },
	{
		name: "description",
		content:
			"Tasks, reminders and an assistant. Opens at once, works without JavaScript, and your data is yours.",
	},
];

export default function Home({ loaderData }: Route.ComponentProps) {
	return <HomePage {...loaderData} />;
}
