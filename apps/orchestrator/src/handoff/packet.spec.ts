import { describe, expect, it } from '@jest/globals';
import type { EntryDocument } from '../log/entry.document.js';
import { packetOf } from './packet.js';

let seq = 0;
const entry = (fields: Partial<EntryDocument>) => ({ id: `e${++seq}`, seq, text: '', ...fields }) as EntryDocument;
const said = (text: string) => entry({ kind: 'customer_message', text });
const cited = (...ids: string[]) => ids.map((document_id) => ({ document_id, title: `T${document_id}` }) as never);

describe('packetOf', () => {
  it('names the last question, what the bot tried, and the documents that it showed', () => {
    const question = said('Where is my order?');
    const answer = entry({
      kind: 'bot_message',
      method: 'rag',
      text: 'On its way.',
      answers: [question.id],
      citations: cited('1', '2', '1'),
      why: [{ step: 'retrieval', verdict: 'answered', score: 0.8, ms: 3 }],
    });
    const person = said('a person, please');
    const entries = [
      question,
      answer,
      person,
      entry({ kind: 'handoff', answers: [person.id], method: 'rule', why: [{ step: 'rule', verdict: 'x', ms: 1 }] }),
    ];
    expect(packetOf(entries, 'customer_request', 'en')).toEqual({
      reason: 'customer_request',
      goal: 'Where is my order?',
      tried: [{ step: 'retrieval', verdict: 'answered' }],
      documents: [
        { document_id: '1', title: 'T1' },
        { document_id: '2', title: 'T2' },
      ],
      language: 'en',
      last_messages: [
        { seq: question.seq, who: 'customer', text: 'Where is my order?' },
        { seq: answer.seq, who: 'bot', text: 'On its way.' },
        { seq: person.seq, who: 'customer', text: 'a person, please' },
      ],
    });
  });

  it('is small, whatever was said', () => {
    const why = Array.from({ length: 50 }, () => ({ step: 's', verdict: 'v', ms: 1 }));
    const long = '😀'.repeat(2000);
    const entries = Array.from({ length: 40 }, (_, n) =>
      n % 2 ? entry({ kind: 'bot_message', text: long, why, citations: cited(`${n}`) }) : said(long),
    );
    const packet = packetOf(entries, 'no_answer', 'tr');
    expect(packet.tried).toHaveLength(20);
    expect(packet.documents).toHaveLength(10);
    expect(packet.last_messages).toHaveLength(8);
    expect(packet.goal.length).toBeLessThanOrEqual(400);
    expect(packet.goal.isWellFormed()).toBe(true);
  });

  it('has no goal where nothing was asked, and the words themselves where nothing else was', () => {
    expect(packetOf([], 'staff', 'en').goal).toBe('');
    const person = said('a person');
    expect(packetOf([person, entry({ kind: 'handoff', answers: [person.id] })], 'customer_request', 'en').goal).toBe(
      'a person',
    );
  });
});
