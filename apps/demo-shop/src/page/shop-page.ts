import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { ShopConfig } from '../config.js';
import { Refusal } from '../http/reply.js';
import type { Language } from '../orders/order.js';
import { products } from '../orders/products.js';
import en from '../texts/en.json' with { type: 'json' };
import tr from '../texts/tr.json' with { type: 'json' };
import { drawing } from './drawings.js';

const texts = { en, tr };
const style = readFileSync(join(import.meta.dirname, '..', '..', 'page', 'shop.css'));

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

const price = (kurus: number, language: Language): string =>
  `${new Intl.NumberFormat(language === 'tr' ? 'tr-TR' : 'en-GB', { maximumFractionDigits: 0 }).format(kurus / 100)} TL`;

/** `?lang=` decides, else what the browser prefers, else Turkish. */
function languageOf(request: IncomingMessage, url: URL): Language {
  const asked = url.searchParams.get('lang') ?? request.headers['accept-language'] ?? '';
  return /^en\b/i.test(asked) ? 'en' : 'tr';
}

/** The shop's one page, which carries the chat box by one script tag. */
export class ShopPage {
  private readonly policy: string;

  constructor(private readonly widget: ShopConfig['widget']) {
    const chat = widget ? ` ${new URL(widget.script).origin}` : '';
    const socket = chat.replace(/^ http/, ' ws');
    this.policy = [
      `default-src 'none'`,
      `script-src 'self'${chat}`,
      `connect-src 'self'${chat}${socket}`,
      `style-src 'self'${chat} 'unsafe-inline'`,
      `img-src 'self' data:${chat}`,
      `font-src 'self'${chat}`,
      `frame-src${chat || ` 'none'`}`,
      `form-action 'none'`,
      `base-uri 'none'`,
      `frame-ancestors 'none'`,
    ].join('; ');
  }

  serve(request: IncomingMessage, response: ServerResponse, url: URL): void {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw new Refusal(405, 'method_not_allowed');
    if (url.pathname === '/shop.css') return this.send(response, 'text/css', style);
    if (url.pathname !== '/') throw new Refusal(404, 'no_such_page');
    this.send(response, 'text/html', this.html(languageOf(request, url)));
  }

  private send(response: ServerResponse, type: string, body: string | Buffer): void {
    response.writeHead(200, {
      'content-type': `${type}; charset=utf-8`,
      'content-security-policy': this.policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cache-control': 'no-cache',
      vary: 'accept-language',
    });
    response.end(body);
  }

  private html(language: Language): string {
    const say = (key: keyof typeof en) => escaped(texts[language][key]);
    const other = language === 'tr' ? 'en' : 'tr';
    const chat = this.widget
      ? `<script src="${escaped(this.widget.script)}" data-widget-key="${escaped(this.widget.key)}" data-lang="${language}" data-color="#a8322a" defer></script>`
      : '';
    const cards = products.map(
      ({ id, name, price: kurus }) =>
        `<li class="card"><div class="picture">${drawing(id)}</div><h3>${escaped(name[language])}</h3><p class="price">${price(kurus, language)}</p></li>`,
    );
    const promises = (['promise_delivery', 'promise_return', 'promise_cancel'] as const).map(
      (key) => `<li>${say(key)}</li>`,
    );
    return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${say('title')}</title>
<meta name="description" content="${say('tagline')}">
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="18" r="12" fill="#a8322a"/><path d="m11 3 5 4 5-4-1 7h-8z" fill="#a8322a"/></svg>')}">
<link rel="stylesheet" href="/shop.css">
</head>
<body>
<a class="skip" href="#collection">${say('skip')}</a>
<header>
<a class="brand" href="/?lang=${language}"><svg viewBox="0 0 32 32" aria-hidden="true"><circle cx="16" cy="18" r="12"/><path d="m11 3 5 4 5-4-1 7h-8z"/></svg>Narlı Ev</a>
<a class="language" href="/?lang=${other}" hreflang="${other}" lang="${other}">${say('other_language')}</a>
</header>
<main>
<section class="hero">
<div><h1>${say('hero')}</h1><p>${say('hero_text')}</p><a class="button" href="#collection">${say('hero_action')}</a></div>
<div class="still-life" aria-hidden="true">${drawing('karaburun-pendant')}${drawing('alacati-armchair')}${drawing('bergama-rug')}</div>
</section>
<ul class="promises">${promises.join('')}</ul>
<section id="collection"><h2>${say('collection')}</h2><ul class="cards">${cards.join('')}</ul></section>
<section class="help"><h2>${say('help')}</h2><p>${this.widget ? say('help_text') : say('help_no_chat')}</p></section>
</main>
<footer><p>${say('tagline')}</p><p>${say('showroom')} · <a href="mailto:merhaba@narliev.example">merhaba@narliev.example</a> · 0850 000 44 27</p><p class="demo">${say('demo')}</p></footer>
${chat}
</body>
</html>
`;
  }
}
