import { describe, expect, it } from '@jest/globals';
import { Words } from '../texts/texts.js';
import { stepWord, verdictWord } from './step-words.js';

describe('the words of a turn’s steps', () => {
  const turkish = new Words('tr');

  it('tell each message of several, and why a chat was handed over', () => {
    expect(verdictWord(turkish, 'greeting, none')).toBe('selamlama, kalıp söz değil');
    expect(verdictWord(turkish, 'complaint')).toBe('Şikâyet');
  });

  it('are the service’s own where they are not known', () => {
    expect([stepWord(turkish, 'guard'), verdictWord(turkish, 'too bold')]).toEqual(['guard', 'too bold']);
  });
});
