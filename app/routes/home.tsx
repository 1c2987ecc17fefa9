import { data, redirect } from "react-router";
import { takeFlash } from "#app/core/flash.server.ts";
import { HomePage } from "#app/landing/home-page.tsx";
import { requestContext } from "#app/request/context.server.ts";
import type { Route } from "./+types/home.ts";

export async function loader({ request, context }: Route.LoaderArgs) {
	if (context.get(requestContext).sessionClaims) return redirect("/tasks");
	const { flash, headers } = takeFlash(request);
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
