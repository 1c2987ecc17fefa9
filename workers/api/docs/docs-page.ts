import type { Context } from "hono";
import { html, raw } from "hono/html";
import { renderMarkdown } from "#app/core/markdown.server.ts";
import type { ApiEnv } from "#workers/auth/api-env.ts";
import { PROBLEM_TITLES } from "#workers/http/problem.ts";
import { type Operation, operationsOf, type Schema } from "./document.ts";
import type { OpenApiDocument } from "./openapi.ts";
import { exampleOf, fieldsOf, nameOf, typeOf } from "./schema-words.ts";

// No scripts, and nothing from elsewhere.
const POLICY =
	"default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** `GET /api/docs`: the API's document as a page, whole without scripts. */
export async function docsPage(c: Context<ApiEnv>, document: OpenApiDocument) {
	c.header("content-security-policy", POLICY);
	c.header("cache-control", "public, max-age=300");
	return c.html(await page(document), 200);
}

function page(document: OpenApiDocument) {
	const operations = operationsOf(document);
	const tags = (document.tags ?? []).flatMap(({ name, description }) => {
		const own = operations.filter(({ tag }) => tag === name);
		return own.length > 0 ? [{ name, description, own }] : [];
	});
	const schemas = Object.entries(document.components?.schemas ?? {}) as [string, Schema][];
	return html`<!doctype html>
<html lang="en">
	<head>
		<meta charset="utf-8" />
		<meta name="viewport" content="width=device-width, initial-scale=1" />
		<meta name="color-scheme" content="light dark" />
		<title>Tend API ${document.info.version}</title>
		<link rel="icon" href="/favicon.svg" type="image/svg+xml" />
		<link rel="stylesheet" href="/api-docs.css" />
	</head>
	<body>
		<nav aria-label="Contents">
			<p><a href="/">Tend</a> · <a href="/api/openapi.json">OpenAPI</a></p>
			${tags.map(
				({ name, own }) => html`<h2>${name}</h2>
			<ul>
				${own.map(
					({ id, method, path }) =>
						html`<li><a href="#${id}"><b class="${method}">${method}</b> ${path}</a></li>`,
				)}
			</ul>`,
			)}
			<h2>More</h2>
			<ul>
				<li><a href="#schemas">Shapes</a></li>
				<li><a href="#problems">Problems</a></li>
			</ul>
		</nav>
		<main>
			<h1>Tend API <small>${document.info.version}</small></h1>
			${raw(renderMarkdown(document.info.description ?? ""))}
			${tags.map(
				({ name, description, own }) => html`<section>
				<h2>${name}</h2>
				<p>${description ?? ""}</p>
				${own.map(operation)}
			</section>`,
			)}
			<section id="schemas">
				<h2>Shapes</h2>
				${schemas.map(
					([name, schema]) => html`<section id="schema-${name}">
					<h3>${name}</h3>
					${fieldsTable(schema)} ${example(exampleOf(schema, document))}
				</section>`,
				)}
			</section>
			<section id="problems">
				<h2>Problems</h2>
				<dl>
					${Object.entries(PROBLEM_TITLES).map(
						([code, title]) => html`<dt id="${code}"><code>/api/docs#${code}</code></dt>
					<dd>${title}</dd>`,
					)}
				</dl>
			</section>
		</main>
	</body>
</html>`;
}

function operation({
	id,
	method,
	path,
	summary,
	description,
	open,
	parameters,
	...rest
}: Operation) {
	return html`<section class="operation" id="${id}">
	<h3><b class="${method}">${method}</b> <code>${path}</code></h3>
	<p><strong>${summary}.</strong> ${description} ${open ? "Needs no credential." : ""}</p>
	${
		parameters.length === 0
			? ""
			: table(
					["Parameter", "In", "Type", "Meaning"],
					parameters.map((parameter) => [
						html`<code>${parameter.name}</code>${parameter.required ? " (required)" : ""}`,
						parameter.in,
						typeOf(parameter.schema),
						words(parameter.description ?? parameter.schema.description),
					]),
				)
	}
	${rest.body ? html`<p>Body: ${link(rest.body)}</p>` : ""}
	${table(
		["Answer", "Meaning", "Body"],
		rest.answers.map((answer) => [
			answer.status,
			words(answer.description),
			answer.schema ? link(answer.schema) : "",
		]),
	)}
</section>`;
}

function fieldsTable(schema: Schema) {
	const fields = fieldsOf(schema);
	if (fields.length === 0) return html`<p>${typeOf(schema)}</p>`;
	return table(
		["Field", "Type", "Meaning"],
		fields.map((field) => [
			html`<code>${field.name}</code>${field.required ? " (required)" : ""}`,
			field.type,
			words(field.description),
		]),
	);
}

function table(head: string[], rows: unknown[][]) {
	return html`<div class="table" tabindex="0" role="group" aria-label="${head[0] ?? ""}"><table>
	<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
	<tbody>
		${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
	</tbody>
</table></div>`;
}

function link(schema: Schema) {
	const name = nameOf(schema);
	return name ? html`<a href="#schema-${name}">${name}</a>` : html`<code>${typeOf(schema)}</code>`;
}

function example(value: unknown) {
	if (value === undefined) return "";
	const text = JSON.stringify(value, null, 2);
	return html`<pre tabindex="0"><code>${text}</code></pre>`;
}

function words(markdown = "") {
	return raw(renderMarkdown(markdown));
}
