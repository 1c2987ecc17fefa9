import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "react-router";
import type { Theme } from "#domain/user/theme.ts";
import type { Route } from "./+types/root.ts";
import { ErrorPage } from "./error-pages/error-page.tsx";
import { admitRequest } from "./request/admit-request.server.ts";
import type { loader as appLayoutLoader } from "./routes/app-layout.tsx";
import "./app.css";

export const middleware: Route.MiddlewareFunction[] = [admitRequest];

export const links: Route.LinksFunction = () => [
	{ rel: "icon", href: "/favicon.ico", sizes: "32x32" },
	{ rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
	{ rel: "apple-touch-icon", href: "/apple-touch-icon.png" },
	{ rel: "manifest", href: "/manifest.webmanifest" },
];

export function Layout({ children }: { children: React.ReactNode }) {
	const app = useRouteLoaderData<typeof appLayoutLoader>("routes/app-layout");
	return (
		<html lang="en" data-theme={app?.theme ?? "system"} data-user={app?.user.id}>
			<head>
				<meta charSet="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<ThemeColors theme={app?.theme} />
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

/** What the system paints around the page: the page's own colour (`--page` in app.css). */
function ThemeColors({ theme = "system" }: { theme?: Theme }) {
	return Object.entries(PAGE_COLORS)
		.filter(([scheme]) => theme === "system" || theme === scheme)
		.map(([scheme, color]) => (
			<meta
				key={scheme}
				name="theme-color"
				content={color}
				media={theme === "system" ? `(prefers-color-scheme: ${scheme})` : undefined}
			/>
		));
}

const PAGE_COLORS = { light: "#fbfaf7", dark: "#111512" };

export default function App() {
	return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <ErrorPage error={error} />;
}
