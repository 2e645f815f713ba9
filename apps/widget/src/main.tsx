import { render } from 'preact';
import { Chat } from './chat/chat.js';
import { Memory } from './chat/memory.js';
import { contrastingWith } from './color.js';
import { settingsOf, type Settings } from './settings.js';
import css from './style.css?inline';
import { textsOf } from './texts.js';
import { App } from './view/app.js';
import { WidgetContext } from './view/context.js';
import { momentsIn } from './view/moments.js';

const TAG = 'parley-widget';

/** The element of the widget: what is in it and what is around it do not touch each other. */
function hostOf({ theme, side, color, language }: Settings): ShadowRoot {
  const host = document.createElement(TAG);
  host.lang = language;
  host.dataset['theme'] = theme;
  host.dataset['side'] = side;
  if (color !== undefined) {
    host.style.setProperty('--parley-color', color);
    host.style.setProperty('--parley-on-color', contrastingWith(color));
  }
  const root = host.attachShadow({ mode: 'open' });
  // A sheet that is made by a script needs no exception from the page's content security policy.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  document.body.append(host);
  return root;
}

function start(script: HTMLScriptElement): void {
  if (document.querySelector(TAG)) return;
  const settings = settingsOf(script);
  const chat = new Chat(settings, new Memory(settings.widget_key));
  const widget = { chat, settings, say: textsOf(settings.language), moments: momentsIn(settings.language) };
  render(
    <WidgetContext.Provider value={widget}>
      <App />
    </WidgetContext.Provider>,
    hostOf(settings),
  );
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  if (document.body) start(script);
  else addEventListener('DOMContentLoaded', () => start(script));
}
