import { DurableObject } from "cloudflare:workers";
import * as build from "virtual:react-router/server-build";
import { Hono } from "hono";
import { createRequestHandler, RouterContextProvider } from "react-router";

const handle = createRequestHandler(build, import.meta.env.MODE);
const app = new Hono<{ Bindings: Env }>();
app.get("/api/health", (c) => c.json({ status: "ok" }));
app.all("*", (c) => handle(c.req.raw, new RouterContextProvider()));

export class RateLimiter extends DurableObject<Env> {}
export default app;
