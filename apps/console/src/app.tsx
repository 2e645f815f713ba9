import { useEffect } from 'react';
import { LogInPage } from './session/log-in-page.js';
import { followOtherTabs, logIn } from './session/log-in.js';
import { Shell } from './shell/shell.js';
import { followHistory } from './shell/place.js';
import { useStore } from './store.js';
import { useWords } from './texts/texts.js';

export function App() {
  const state = useStore(logIn);
  const { language } = useWords();
  useEffect(followOtherTabs, []);
  useEffect(followHistory, []);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return state.kind === 'in' ? <Shell key={state.user.id} user={state.user} /> : <LogInPage why={state.why} />;
}
