import { languageOf, type Language } from './language.js';

/** What the script tag says; everything but the key may be left out. */
export interface Settings {
  readonly widget_key: string;
  /** Where the API is: where the script came from. */
  readonly base_url: string;
  readonly language: Language;
  readonly theme: 'light' | 'dark' | 'auto';
  readonly side: 'left' | 'right';
  /** A CSS colour; the style sheet has the default. */
  readonly color?: string;
  readonly title?: string;
  readonly greeting?: string;
}

/** Throws an error that says what the tag lacks. */
export function settingsOf(script: HTMLScriptElement): Settings {
  const { widgetKey, lang, theme, position, color, title, greeting } = script.dataset;
  if (!widgetKey) throw new Error('Parley: the script tag needs data-widget-key');
  return {
    widget_key: widgetKey,
    base_url: new URL('.', script.src).href,
    language: languageOf(lang, document.documentElement.lang, navigator.languages),
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
    side: position === 'left' ? 'left' : 'right',
    ...(color && CSS.supports('color', color) ? { color } : {}),
    ...(title ? { title } : {}),
    ...(greeting ? { greeting } : {}),
  };
}
