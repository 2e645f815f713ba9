import { appearance, appearances, choose, type Appearance } from '../theme/appearance.js';
import { useStore } from '../store.js';
import { languages, speak, useWords, type Language } from '../texts/texts.js';

const languageNames: Record<Language, string> = { en: 'English', tr: 'Türkçe' };

/** Language and appearance. */
export function Preferences() {
  const { say, language } = useWords();
  const chosen = useStore(appearance);
  return (
    <div className="preferences">
      <label className="inline-field">
        <span>{say('preferences.language')}</span>
        <select value={language} onChange={({ target }) => speak(target.value as Language)}>
          {languages.map((each) => (
            <option key={each} value={each} lang={each}>
              {languageNames[each]}
            </option>
          ))}
        </select>
      </label>
      <label className="inline-field">
        <span>{say('preferences.appearance')}</span>
        <select value={chosen} onChange={({ target }) => choose(target.value as Appearance)}>
          {appearances.map((each) => (
            <option key={each} value={each}>
              {say(`appearance.${each}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
