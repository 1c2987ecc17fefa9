type TypedFieldsProps = {
	/** Names and values as a form sent them. */
	fields: readonly (readonly [name: string, value: string])[];
};

/** What somebody had typed into a form that could not be taken, to read and to copy. */
export function TypedFields({ fields }: TypedFieldsProps) {
	return (
		<dl className="grid gap-4 rounded-xl border border-line bg-surface p-4 sm:p-5">
			{fields.filter(isWorthReading).map(([name, value], index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and names may repeat
				<div key={index}>
					<dt className="text-quiet text-sm">{labelOf(name)}</dt>
					<dd className="select-text whitespace-pre-wrap wrap-anywhere">{value}</dd>
				</div>
			))}
		</dl>
	);
}

/** Whether a field has something that a person wrote or chose. */
export function isWorthReading([name, value]: readonly [string, string]) {
	return !TECHNICAL.has(name) && !SECRET.test(name) && value.trim() !== "";
}

const TECHNICAL = new Set([
	"back",
	"chat",
	"intent",
	"key",
	"parentId",
	"selected",
	"session",
	"stay",
	"undo",
	"version",
]);
const SECRET = /password|token|secret/i;

const LABELS: Record<string, string> = { text: "Task", q: "Search" };

/** "dueDate" as "Due date", as its form has it. */
function labelOf(name: string) {
	const words = name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
	return LABELS[name] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
