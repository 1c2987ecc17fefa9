// Every regular expression of the source: what is written as a literal by the syntax tree, and what is
// put together from texts by loading the modules that do it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";

export type Pattern = { file: string; line: number; source: string; flags: string };

/** The patterns of some files (paths from the root), each once for its place and text. */
export async function findPatterns(root: string, files: string[]): Promise<Pattern[]> {
	const literals: Pattern[] = [];
	const composing = new Set<string>();
	for (const file of files) {
		const text = readFileSync(join(root, file), "utf8");
		if (!/\/|RegExp/.test(text)) continue;
		const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
		const visit = (node: ts.Node): void => {
			if (ts.isRegularExpressionLiteral(node)) {
				const end = node.text.lastIndexOf("/");
				const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
				literals.push({
					file,
					line,
					source: node.text.slice(1, end),
					flags: node.text.slice(end + 1),
				});
			}
			const isCall = ts.isNewExpression(node) || ts.isCallExpression(node);
			if (isCall && node.expression.getText(tree) === "RegExp") composing.add(file);
			ts.forEachChild(node, visit);
		};
		visit(tree);
	}
	return [...literals, ...(await composedPatterns(root, [...composing]))];
}

/** Loads modules and notes what they make by `new RegExp`. Throws for one that makes none then. */
async function composedPatterns(root: string, files: string[]): Promise<Pattern[]> {
	const found: Pattern[] = [];
	const Native = globalThis.RegExp;
	globalThis.RegExp = new Proxy(Native, {
		construct(target, args, newTarget) {
			const pattern = Reflect.construct(target, args, newTarget) as RegExp;
			const place = placeIn(root, new Error().stack ?? "");
			if (place) found.push({ ...place, source: pattern.source, flags: pattern.flags });
			return pattern;
		},
	});
	try {
		for (const file of files) await import(pathToFileURL(join(root, file)).href);
	} finally {
		globalThis.RegExp = Native;
	}
	const silent = files.filter((file) => !found.some((pattern) => pattern.file === file));
	if (silent.length > 0) {
		throw new Error(
			`Of a pattern that is made later than its module nobody knows what it is: ${silent.join(", ")}`,
		);
	}
	return found;
}

/** The line of our own source that is nearest in a stack; null for what a package makes. */
function placeIn(root: string, stack: string): { file: string; line: number } | null {
	for (const frame of stack.split("\n")) {
		if (frame.includes("node_modules")) return null;
		const at = frame.indexOf(`${root}/`);
		if (at === -1 || frame.includes("/scripts/patterns/")) continue;
		const [file = "", line] = frame.slice(at + root.length + 1).split(":");
		return { file, line: Number(line) };
	}
	return null;
}
