/** What a mail can be unsubscribed from. The place in this list is in the link's token. */
export const MAIL_KINDS = ["reminders", "digest"] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** What a mail says, before it is text or HTML. Links are paths, since the origin may change. */
export type MailContent = {
	/** Mail about the account itself cannot be unsubscribed from. */
	kind: MailKind | "account";
	subject: string;
	heading: string;
	lead: string;
	lists: { title: string; items: MailItem[] }[];
	link: { label: string; path: string };
	/** The task that it is about, if it is about one. */
	taskId: number | null;
};

export type MailItem = { title: string; note: string; path: string };

export type MailLinks = {
	/** Null on a server that has not been told where it is: then there are no links. */
	origin: string | null;
	unsubscribe: string | null;
};

const WHY: Record<MailContent["kind"], string> = {
	reminders: "You get this because reminders by e-mail are on in your settings.",
	digest: "You get this because the daily e-mail is on in your settings.",
	account: "You get this because somebody made an account at Tend with this address.",
};

/** The plain-text part of a mail (lines end in LF). Without an origin it has no links. */
export function renderMailText(content: MailContent, { origin, unsubscribe }: MailLinks): string {
	const { heading, lead, lists, link, kind } = content;
	const blocks = [heading, lead];
	for (const { title, items } of lists) {
		blocks.push(
			[title, ...items.map((item) => `- ${item.title}${item.note && ` (${item.note})`}`)].join(
				"\n",
			),
		);
	}
	if (origin) blocks.push(`${link.label}: ${origin}${link.path}`);
	const footer = [WHY[kind]];
	if (unsubscribe) footer.push(`Unsubscribe: ${unsubscribe}`);
	// A signature, as mail programs know it (RFC 3676, section 4.3).
	return `${blocks.filter(Boolean).join("\n\n")}\n\n-- \n${footer.join("\n")}\n`;
}

const QUIET = "color:#6b7280;";
const ACCENT = "color:#16794a;";

/** The HTML part of a mail, as a whole document; all texts are escaped. Without an origin it has no links. */
export function renderMailHtml(content: MailContent, { origin, unsubscribe }: MailLinks): string {
	const { heading, lead, lists, link, kind } = content;
	const anchor = (path: string, text: string, style = ACCENT) =>
		origin ? `<a href="${escapeHtml(origin + path)}" style="${style}">${text}</a>` : text;
	const parts = [
		`<h1 style="font-size:20px;line-height:28px;margin:0 0 4px">${escapeHtml(heading)}</h1>`,
		lead && `<p style="margin:0 0 16px">${escapeHtml(lead)}</p>`,
		...lists.map(({ title, items }) => {
			const rows = items.map(
				(item) =>
					`<li style="margin:0 0 6px">${anchor(item.path, escapeHtml(item.title), "color:inherit")}${
						item.note && ` <span style="${QUIET}">${escapeHtml(item.note)}</span>`
					}</li>`,
			);
			return `<h2 style="font-size:15px;margin:20px 0 8px">${escapeHtml(title)}</h2><ul style="margin:0;padding-left:20px">${rows.join("")}</ul>`;
		}),
		origin && `<p style="margin:20px 0">${anchor(link.path, escapeHtml(link.label))}</p>`,
		`<p style="${QUIET}font-size:13px;margin:32px 0 0">${escapeHtml(WHY[kind])}${
			unsubscribe ? ` <a href="${escapeHtml(unsubscribe)}" style="${QUIET}">Unsubscribe</a>` : ""
		}</p>`,
	];
	return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escapeHtml(content.subject)}</title></head>
<body style="font:15px/24px system-ui,sans-serif;margin:0;padding:24px"><div style="max-width:560px;margin:0 auto">
${parts.filter(Boolean).join("\n")}
</div></body>
</html>
`;
}

function escapeHtml(text: string): string {
	return text
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;")
		.replaceAll('"', "&quot;");
}
