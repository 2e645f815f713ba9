import { describe, expect, it } from '@jest/globals';
import { readUtterance } from './read-utterance.js';

describe('reading an utterance', () => {
  it('tells language and act, and that no model was asked', () => {
    expect(readUtterance('Teşekkürler!', 'en')).toEqual({
      language: 'tr',
      language_confidence: 0.95,
      act: 'thanks',
      intents: [],
      out_of_scope: false,
      entities: [],
      model_version: 'rules-1',
    });
  });

  it('takes the language of the session where the text does not tell', () => {
    expect(readUtterance('bye', 'tr')).toMatchObject({ language: 'tr', act: 'goodbye' });
    expect(readUtterance('bye', 'en')).toMatchObject({ language: 'en', act: 'goodbye' });
  });

  it('reads the longest text that a message can be', () => {
    expect(readUtterance('ş'.repeat(16000)).language).toBe('tr');
    expect(readUtterance("a'".repeat(8000)).act).toBe('none');
  });
});
