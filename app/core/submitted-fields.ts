/** Which fields of a submitted form may be kept, and which are worth showing again. Safe in the browser. */

/** Fields that forms and scripts fill in by themselves. */
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

/** Fields whose label in their form is not their name. */
const LABELS: Record<string, string> = {
	text: "Task",
	q: "Search",
	series: "Changes are for",
};

/** Whether the value of a field of that name must not be kept or shown again. */
export function isSecretField(name: string): boolean {
	return /password|token|secret/i.test(name);
}

/** The fields that a person wrote or chose, labelled for people: "dueDate" as "Due date". */
export function readableFields(
	fields: readonly (readonly [name: string, value: string])[],
): { label: string; value: string }[] {
	return fields
		.filter(([name, value]) => !TECHNICAL.has(name) && !isSecretField(name) && value.trim() !== "")
		.map(([name, value]) => ({ label: labelOf(name), value }));
}

/** The name of a field as people read it: "dueDate" as "Due date". */
export function labelOf(name: string): string {
	const words = name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
	return LABELS[name] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
