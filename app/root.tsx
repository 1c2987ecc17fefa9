import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "react-router";
import type { Route } from "./+types/root.ts";
import { receiveVisit } from "./middleware/visit.server.ts";
import type { loader as appLayoutLoader } from "./routes/app-layout.tsx";
import { ErrorPage } from "./shell/error-page.tsx";
import "./app.css";

export const middleware: Route.MiddlewareFunction[] = [receiveVisit];

export const links: Route.LinksFunction = () => [
	{ rel: "icon", href: "/favicon.ico", sizes: "32x32" },
	{ rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
	{ rel: "apple-touch-icon", href: "/apple-touch-icon.png" },
];

export function Layout({ children }: { children: React.ReactNode }) {
	const app = useRouteLoaderData<typeof appLayoutLoader>("routes/app-layout");
	return (
		<html lang="en" data-theme={app?.theme ?? "system"}>
			<head>
				<meta charSet="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<Meta />
				<Links />
			</head>
			<body>
				{children}
				<ScrollRestoration />
				<Scripts />
			</body>
		</html>
	);
}

export default function App() {
	return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <ErrorPage error={error} />;
}
