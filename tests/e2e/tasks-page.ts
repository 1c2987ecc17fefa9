import type { Locator, Page } from "@playwright/test";

/** The list of tasks as a person finds their way in it. */
export class TasksPage {
	readonly page: Page;
	readonly list: Locator;
	readonly status: Locator;
	readonly field: Locator;

	constructor(page: Page) {
		this.page = page;
		this.list = page.getByRole("list", { name: "Tasks", exact: true });
		this.status = page.getByRole("status");
		this.field = page.getByLabel("Add a task", { exact: true });
	}

	async open(path = "/tasks") {
		await this.page.goto(path);
	}

	async add(text: string) {
		await this.field.fill(text);
		await this.page.getByRole("button", { name: "Add", exact: true }).click();
	}

	link(title: string) {
		return this.list.getByRole("link", { name: title, exact: true });
	}

	row(title: string) {
		const link = this.page.getByRole("link", { name: title, exact: true });
		return this.list.getByRole("listitem").filter({ has: link });
	}

	button(name: string) {
		return this.page.getByRole("button", { name, exact: true });
	}

	select(title: string) {
		return this.list.getByRole("checkbox", { name: `Select ${title}`, exact: true });
	}

	async undo() {
		await this.status.getByRole("button", { name: "Undo" }).click();
	}
}
