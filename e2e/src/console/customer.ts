import type { SessionEvent } from '@parley/client';
import type { Browser, Locator, Page } from '@parley/testing';

/** Longest that anything may take to be seen, in milliseconds. */
const PATIENCE_MS = 15_000;

/** A customer on the shop's page, in a browser context of their own; talks through the chat box and knows what it shows. */
export class Customer {
  /** What the page complained about. */
  readonly complaints: string[] = [];
  /** What came over the chat box's connections. */
  readonly events: SessionEvent[] = [];

  private constructor(readonly page: Page) {
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (/Content Security Policy|Trusted/i.test(message.text())) this.complaints.push(message.text());
    });
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => this.events.push(JSON.parse(String(payload)) as SessionEvent)),
    );
  }

  static async arrive(browser: Browser, shop_url: string): Promise<Customer> {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1360, height: 820 } });
    const customer = new Customer(await context.newPage());
    await customer.page.goto(shop_url);
    await customer.page.getByRole('button', { name: 'Open the chat' }).click();
    return customer;
  }

  get log(): Locator {
    return this.page.getByRole('log');
  }

  private get field(): Locator {
    return this.page.getByRole('textbox', { name: 'Write a message' });
  }

  async types(text: string): Promise<void> {
    await this.field.pressSequentially(text);
  }

  /** Writes it and goes on, whether or not it can be delivered now. */
  async writes(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press('Enter');
  }

  /** Writes it; resolved once the chat box shows it as delivered. */
  async says(text: string): Promise<void> {
    await this.writes(text);
    await this.sees(text);
    await this.delivered();
  }

  /** Resolved when nothing waits to be delivered. */
  async delivered(): Promise<void> {
    await this.log.locator('.fate').first().waitFor({ state: 'detached' });
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByRole('dialog').getByText(text).first().waitFor();
  }

  /** Everything that the conversation shows, from top to bottom. */
  shown(): Promise<string[]> {
    return this.log.locator('.bubble, .note').allTextContents();
  }

  /** The text of the answer that came last, once there are so many. */
  async answer(count: number): Promise<string> {
    const bubble = this.log.locator('.said-bot .bubble').nth(count - 1);
    await bubble.waitFor();
    return (await bubble.textContent()) ?? '';
  }

  /** Ends the conversation and says how it was. */
  async rates(rating: number): Promise<void> {
    await this.page.getByRole('button', { name: 'More' }).click();
    await this.page.getByRole('menuitem', { name: 'End the conversation' }).click();
    await this.page.getByRole('radio', { name: `${rating} of 5` }).check({ force: true });
    await this.page.getByRole('button', { name: 'Send the rating' }).click();
    await this.sees('Thank you for your rating.');
  }
}
