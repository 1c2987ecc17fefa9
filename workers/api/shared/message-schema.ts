import { z } from "@hono/zod-openapi";

/** What is answered where there is nothing to show. */
export const messageSchema = z
	.object({ message: z.string() })
	.openapi("Message", { example: { message: "Deleted “Pay rent”" } });
