// What the runtime itself costs: a worker that only routes, and one that also asks D1 for what a
// page of tasks is made of.
import { Hono } from "hono";

const app = new Hono<{ Bindings: { DB: D1Database } }>();

app.get("/bare", (c) => c.json({ status: "ok" }));

app.get("/bare-d1/:userId", async (c) => {
	const { results } = await c.env.DB.prepare(
		"select * from tasks where user_id = ? order by id limit 50",
	)
		.bind(c.req.param("userId"))
		.all();
	return c.json(results);
});

export default app;
