import type { Locator, Page } from "@playwright/test";

/** The assistant's page, or its panel, as a person finds their way in it. */
export class ChatPage {
	readonly page: Page;
	readonly log: Locator;
	readonly field: Locator;
	readonly chats: Locator;

	constructor(page: Page) {
		this.page = page;
		this.log = page.getByRole("log");
		this.field = page.getByLabel("Message", { exact: true });
		this.chats = page.getByRole("list", { name: "Chats", exact: true });
	}

	async open(path = "/chat") {
		await this.page.goto(path);
	}

	async say(text: string) {
		await this.field.fill(text);
		await this.button("Send").click();
	}

	button(name: string) {
		return this.page.getByRole("button", { name, exact: true });
	}

	/** What the assistant did, in its quiet line. */
	receipt(text: string) {
		return this.log.getByRole("link", { name: text, exact: true });
	}
}
