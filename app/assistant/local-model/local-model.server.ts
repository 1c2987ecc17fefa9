import type { LanguageModel } from "ai";
import { scriptedModel } from "#tests/fake-model.ts";
export function localModel(): LanguageModel {
	return scriptedModel(
		(o) => {
			const last = o.prompt.findLast((m) => m.role === "user");
			const text =
				last && typeof last.content !== "string"
					? last.content.map((p) => (p.type === "text" ? p.text : "")).join("")
					: "";
			if (o.prompt.at(-1)?.role === "tool") return ["Done. **All** of it:\n\n- one\n- two"];
			const add = /^add (.*)/is.exec(text)?.[1];
			if (add) return [{ tool: "add_task", input: { title: add }, id: crypto.randomUUID() }];
			const del = /^delete (\d+)/i.exec(text)?.[1];
			if (del)
				return [{ tool: "delete_task", input: { task_id: Number(del) }, id: crypto.randomUUID() }];
			return [`You said: ${text}`];
		},
		["Done."],
	);
}
