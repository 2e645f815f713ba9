import type { Browser, Company, Page, RunningFleet } from '@parley/testing';
import { pageOf, picture, until, type Look } from './camera.js';
import { password, slug, visitor } from './company.js';

const REPLY = '#composer';

async function arrive(browser: Browser, url: string, mailbox: string, look?: Look): Promise<Page> {
  const page = await pageOf(browser, look);
  await page.goto(`${url}/console/`);
  await page.fill('[name=tenant]', slug);
  await page.fill('[name=email]', `${mailbox}@${slug}.example`);
  await page.fill('[name=password]', password);
  await page.click('form button');
  await page.waitForSelector('[role=tablist]');
  return page;
}

/** The console as agents and owners see it, in English and Turkish, light and dark, on desks and telephones. */
export async function picturesOfConsole(
  browser: Browser,
  { api }: RunningFleet,
  { widget_key }: Company,
): Promise<void> {
  const { url } = api;
  const small = ['Merhaba', 'Kapıda ödeme var mı?', 'Teşekkürler'];
  for (const texts of [small, ['How long is the warranty?'], ['Who won the match?'], ['Kargo ücreti ne kadar?']]) {
    await visitor(url, widget_key, ...texts);
  }
  const broken = await visitor(url, widget_key, 'Merhaba', 'Siparişim kırık geldi, ne yapmalıyım?');
  await broken.askForPerson();
  const returns = await visitor(url, widget_key, 'What is the return period?');
  await returns.askForPerson();
  const gift = await visitor(url, widget_key, 'Can I pay in instalments?', 'And with a gift card?');
  await gift.askForPerson();

  const ayse = await arrive(browser, url, 'ayse');
  await ayse.waitForSelector('.item');
  await picture(ayse, 'console-queue-light');

  await ayse.keyboard.press('a');
  await ayse.waitForSelector(REPLY);
  await ayse.keyboard.press('n');
  await ayse.fill(REPLY, 'Koli ezilmiş olabilir; kargo kaydına bakıyorum.');
  await ayse.press(REPLY, 'Enter');
  await ayse.waitForSelector('.message.note');
  await ayse.press(REPLY, 'Escape');
  await ayse.keyboard.press('r');
  await ayse.fill(REPLY, 'Merhaba, ben Ayşe. Üzgünüm; hemen yenisini gönderelim. Fotoğraf ekleyebilir misiniz?');
  await ayse.press(REPLY, 'Enter');
  await ayse.waitForSelector('.message.agent');
  await broken.say('Tabii, iki fotoğraf yükledim. Ne zaman gelir?');
  const socket = broken.socket();
  await until(ayse, '.typing', () => socket.typing(true));
  await ayse.fill(REPLY, 'Yarın yola çıkar');
  await picture(ayse, 'console-chat-light');
  socket.close();

  const dark = await arrive(browser, url, 'ayse', { scheme: 'dark', locale: 'tr-TR' });
  await dark.click('[data-list=mine]');
  await dark.click('.item a');
  await dark.waitForSelector('.message.agent');
  await picture(dark, 'console-chat-dark');

  const phone = await arrive(browser, url, 'mert', { phone: true });
  await phone.waitForSelector('.item');
  await picture(phone, 'console-phone-queue');
  await phone.click('.item .button');
  await phone.waitForSelector(REPLY);
  await phone.fill(REPLY, 'Hello, this is Mert. Let me look at your order.');
  await phone.press(REPLY, 'Enter');
  await phone.waitForSelector('.message.agent');
  await picture(phone, 'console-phone-chat');

  const owner = await arrive(browser, url, 'owner');
  await owner.goto(`${url}/console/knowledge`);
  await owner.fill('[name=query]', 'How long do I have to return something?');
  await owner.click('.search-form button');
  await owner.waitForSelector('.passages li');
  await picture(owner, 'console-knowledge-light');

  const night = await arrive(browser, url, 'owner', { scheme: 'dark' });
  await night.goto(`${url}/console/counts`);
  await night.waitForSelector('.bar rect');
  await night.hover('.hit >> nth=6');
  await picture(night, 'console-counts-dark');
}
