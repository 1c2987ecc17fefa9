import { Fragment, memo, type ReactNode } from "react";
import { type Block, parseMarkdown } from "./markdown-blocks.ts";
import type { Inline } from "./markdown-inline.ts";

/**
 * Renders Markdown, on the server and in the browser, also while the text is still streaming in. It is
 * made into elements and never into HTML, so markup in the text stays text.
 */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
	return <div className="prose">{parseMarkdown(text).map(toElement)}</div>;
});

// Keys are indexes: blocks have no identity, and while a text streams in they are only added at the end.

function toElement(block: Block, key: number): ReactNode {
	switch (block.type) {
		case "paragraph":
			return (
				<p key={key} dir="auto">
					{inline(block.children)}
				</p>
			);
		case "heading":
			return (
				<p key={key} dir="auto">
					<strong>{inline(block.children)}</strong>
				</p>
			);
		case "code":
			return (
				// biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls only what has the focus.
				<pre key={key} tabIndex={0}>
					<code>{block.text}</code>
				</pre>
			);
		case "quote":
			return <blockquote key={key}>{block.children.map(toElement)}</blockquote>;
		case "list": {
			const items = block.items.map((item, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: see above.
				<li key={index} dir="auto">
					{item.map(toElement)}
				</li>
			));
			if (block.start === null) return <ul key={key}>{items}</ul>;
			return (
				<ol key={key} start={block.start}>
					{items}
				</ol>
			);
		}
		case "table":
			return <Table key={key} {...block} />;
		case "rule":
			return <hr key={key} />;
	}
}

function Table({ head, rows }: Extract<Block, { type: "table" }>) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls only what has the focus.
		<table tabIndex={0}>
			<thead>
				<tr>
					{head.map((cell, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: see above.
						<th key={index}>{inline(cell)}</th>
					))}
				</tr>
			</thead>
			<tbody>
				{rows.map((row, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: see above.
					<tr key={index}>
						{row.map((cell, column) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: see above.
							<td key={column}>{inline(cell)}</td>
						))}
					</tr>
				))}
			</tbody>
		</table>
	);
}

function inline(children: Inline[]): ReactNode {
	return children.map((child, key) => {
		if (typeof child === "string") {
			// biome-ignore lint/suspicious/noArrayIndexKey: see above.
			return <Fragment key={key}>{child}</Fragment>;
		}
		const element = { strong: "strong", emphasis: "em", deleted: "del" } as const;
		switch (child.type) {
			case "code":
				// biome-ignore lint/suspicious/noArrayIndexKey: see above.
				return <code key={key}>{child.text}</code>;
			case "link": {
				const isOwn = child.href.startsWith("/");
				return (
					// biome-ignore lint/suspicious/noArrayIndexKey: see above.
					<a key={key} href={child.href} rel={isOwn ? undefined : "noreferrer noopener nofollow"}>
						{inline(child.children)}
					</a>
				);
			}
			default: {
				const Element = element[child.type];
				// biome-ignore lint/suspicious/noArrayIndexKey: see above.
				return <Element key={key}>{inline(child.children)}</Element>;
			}
		}
	});
}
