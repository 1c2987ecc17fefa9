import { type RefObject, useRef, useState } from "react";
import { useAppData } from "#app/client/app-data.ts";
import type { QuickAdd, QuickAddPart } from "#domain/quick-add/quick-add.ts";

type Reader = typeof import("#domain/quick-add/quick-add.ts");

/**
 * Reads a field's text as quick add while it is being typed. The grammar of dates is large, so it
 * comes when the field is first used; until then, and when it cannot be had, nothing is shown.
 */
export function useQuickAddReading(field: RefObject<HTMLInputElement | null>) {
	const { timeZone, hour12 } = useAppData();
	const reader = useRef<Reader | null>(null);
	const [reading, setReading] = useState<QuickAdd | null>(null);

	const read = () => {
		const text = field.current?.value ?? "";
		if (!reader.current || text.trim() === "") return setReading(null);
		setReading(reader.current.readQuickAdd(text, { now: new Date(), timeZone, hour12 }));
	};
	const load = async () => {
		if (reader.current) return;
		try {
			reader.current = await import("#domain/quick-add/quick-add.ts");
			read();
		} catch {
			// Offline: the server reads the text all the same. The next focus tries again.
		}
	};
	const keepAsText = (part: QuickAddPart) => {
		if (!reader.current || !field.current) return;
		field.current.value = reader.current.escapePart(field.current.value, part);
		field.current.focus();
		read();
	};
	return { reading, load: () => void load(), read, keepAsText };
}
