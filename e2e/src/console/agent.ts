import type { Browser, Locator, Page } from '@parley/testing';

export interface Account {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
}

/** Longest that anything may take to be seen, in milliseconds. */
const PATIENCE_MS = 15_000;

/** An agent at the console, in a browser context of his own; finds things as a reader of the page would, by their names. */
export class Agent {
  /** What the page complained about. */
  readonly complaints: string[] = [];

  private constructor(readonly page: Page) {
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (/Content Security Policy|Trusted/i.test(message.text())) this.complaints.push(message.text());
    });
  }

  static async arrive(browser: Browser, url: string, account: Account): Promise<Agent> {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1360, height: 820 } });
    const agent = new Agent(await context.newPage());
    await agent.page.goto(`${url}/console/`);
    await agent.page.getByLabel('Company').fill(account.tenant);
    await agent.page.getByLabel('E-mail').fill(account.email);
    await agent.page.getByLabel('Password').fill(account.password);
    await agent.page.getByRole('button', { name: 'Log in' }).click();
    await agent.page.getByRole('tab', { name: 'Queue' }).waitFor();
    return agent;
  }

  /** Customers who wait, as the queue shows them. */
  get queue(): Locator {
    return this.page.getByRole('tabpanel').getByRole('button', { name: /^Accept/ });
  }

  get log(): Locator {
    return this.page.getByRole('log');
  }

  /** Texts of what was said, in order. */
  said(): Promise<string[]> {
    return this.log.locator('article:not(.note) .bubble').allTextContents();
  }

  async press(key: string): Promise<void> {
    await this.page.locator('body').press(key);
  }

  async write(text: string): Promise<void> {
    await this.press('r');
    await this.page.getByLabel('Reply to the customer').pressSequentially(text);
  }

  async reply(text: string): Promise<void> {
    await this.press('r');
    const field = this.page.getByLabel('Reply to the customer');
    await field.fill(text);
    await field.press('Enter');
    await this.log.getByText(text, { exact: true }).waitFor();
    await field.press('Escape');
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }
}
