import { type RefObject, useRef, useState } from "react";
import { useAppData } from "#app/client/app-data.ts";
import type { QuickAdd, QuickAddPart } from "#domain/quick-add/quick-add.ts";

type QuickAddModule = typeof import("#domain/quick-add/quick-add.ts");

/**
 * Parses a field's text as quick add while it is being typed. The grammar of dates is large, so it
 * comes when the field is first used; until then, and when it cannot be had, nothing is shown.
 */
export function useParsedQuickAdd(field: RefObject<HTMLInputElement | null>) {
	const { timeZone, hour12 } = useAppData();
	const quickAdd = useRef<QuickAddModule | null>(null);
	const [parsed, setParsed] = useState<QuickAdd | null>(null);

	const parse = () => {
		const text = field.current?.value ?? "";
		if (!quickAdd.current || text.trim() === "") return setParsed(null);
		setParsed(quickAdd.current.parseQuickAdd(text, { now: new Date(), timeZone, hour12 }));
	};
	const load = async () => {
		if (quickAdd.current) return;
		try {
			quickAdd.current = await import("#domain/quick-add/quick-add.ts");
			parse();
		} catch {
			// Offline: the server reads the text all the same. The next focus tries again.
		}
	};
	const keepAsText = (part: QuickAddPart) => {
		if (!quickAdd.current || !field.current) return;
		field.current.value = quickAdd.current.escapePart(field.current.value, part);
		field.current.focus();
		parse();
	};
	return { parsed, load: () => void load(), parse, keepAsText };
}
