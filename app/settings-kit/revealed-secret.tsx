import { useRef, useState } from "react";
import { Button } from "#app/ui/button.tsx";

/** A secret that was just made, with a button that copies it: no other page will show it again. */
export function RevealedSecret({ label, secret }: { label: string; secret: string }) {
	const [isCopied, setCopied] = useState(false);
	const field = useRef<HTMLInputElement>(null);
	const copy = async () => {
		field.current?.select();
		try {
			await navigator.clipboard.writeText(secret);
			setCopied(true);
		} catch {
			// The browser does not let us; it is selected, to be copied by hand.
		}
	};
	return (
		<div className="grid gap-2 rounded-lg bg-accent-soft p-4">
			<label htmlFor="shown-once" className="wrap-anywhere font-semibold">
				{label}
			</label>
			<div className="flex gap-2">
				<input
					ref={field}
					id="shown-once"
					readOnly
					value={secret}
					aria-describedby="shown-once-hint"
					className="min-h-11 min-w-0 grow rounded-lg border border-control bg-surface px-3 font-mono text-sm"
				/>
				<Button type="button" onClick={() => void copy()} className="needs-script">
					{isCopied ? "Copied" : "Copy"}
				</Button>
			</div>
			<p id="shown-once-hint" className="text-sm">
				Copy it now: it is shown this once.
			</p>
		</div>
	);
}
