import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { ComposeAnswer, CustomerDraft, MessageDraft, newId } from './index.js';

const faults = (type: new () => object, plain: object) =>
  validateSync(plainToInstance(type, plain) as object, { whitelist: true, forbidNonWhitelisted: true }).map(
    ({ property }) => property,
  );

const good = { session_id: newId(), text: 'hi', client_message_id: 'a', wait_ms: 0 };

describe('rules of payload classes', () => {
  it.each([1, 2])('find the same at the first and at the next check (%i)', () => {
    expect(faults(MessageDraft, good)).toEqual([]);
    expect(faults(MessageDraft, { ...good, wait_ms: -1, session_id: 'x' }).toSorted()).toEqual([
      'session_id',
      'wait_ms',
    ]);
    expect(faults(MessageDraft, { ...good, extra: 1 })).toEqual(['extra']);
  });

  it('hold what a class inherits', () => {
    const draft = { email: 'a@b.example', password: 'long enough pw', name: 'A' };
    expect(faults(CustomerDraft, draft)).toEqual(['widget_key']);
  });

  it.each([1, 2])('hold what is nested, at the first check and the next (%i)', () => {
    const question = { text: 'why?', language: 'en', memory: [{ who: 'customer', text: 'hi' }] };
    expect(faults(ComposeAnswer.input, question)).toEqual([]);
    expect(faults(ComposeAnswer.input, { ...question, memory: [{ who: 'nobody', text: 'hi' }] })).toEqual(['memory']);
  });

  it('refuse a list where an item is asked for', () => {
    const question = { text: 'why?', language: 'en', memory: [[]] };
    expect(faults(ComposeAnswer.input, question)).toEqual(['memory']);
  });
});
