import { describe, expect, it } from '@jest/globals';
import { wordsOf } from '../text/words.js';
import { recognise, settle } from './recognise.js';
import { utterances } from './utterances.fixture.js';

const rows = Object.entries(utterances).flatMap(([act, texts]) => texts.map((text): [string, string] => [text, act]));

describe('the act of an utterance', () => {
  it.each(rows)('%j is %s', (text, act) => {
    expect(recognise(text, wordsOf(text, 200)).act).toBe(act);
  });

  it('is not sought in a text of many words', () => {
    const text = 'tamam '.repeat(30);
    expect(recognise(text, wordsOf(text, 200)).act).toBe('none');
  });

  it.each([
    ['teşekkürler', ['tr']],
    ['thank you', ['en']],
    ['ok', ['en', 'tr']],
    ['bye', ['en', 'tr']],
    ['bot', ['en', 'tr']],
    ['kargom nerede', []],
  ])('%j is said in %j', (text, languages) => {
    expect(recognise(text, wordsOf(text, 200)).languages).toEqual(languages);
  });
});

describe('several acts in one utterance', () => {
  it.each([
    [['greeting', 'person', 'thanks'], 'person'],
    [['no', 'cancel', 'thanks'], 'cancel'],
    [['yes', 'no'], 'no'],
    [['thanks', 'greeting'], 'greeting'],
    [['acknowledgement', 'address', 'thanks'], 'thanks'],
    [['good_day'], 'good_day'],
    [['thanks', 'good_day'], 'goodbye'],
    [['good_day', 'greeting'], 'greeting'],
    [['greeting', 'good_day'], 'greeting'],
    [['address'], 'none'],
    [[], 'none'],
  ] as const)('%j come out as %s', (doings, act) => {
    expect(settle(doings)).toBe(act);
  });
});
