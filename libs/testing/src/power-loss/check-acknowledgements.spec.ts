import { describe, expect, it } from '@jest/globals';
import { checkAcknowledgements } from './check-acknowledgements.js';
import type { WriteRecord } from './record-writes.js';

const [one, two] = ['01990000-0000-7000-8000-000000000001', '01990000-0000-7000-8000-000000000002'];
const step = (kind: WriteRecord['kind'], file: string, text = ''): WriteRecord => ({
  kind,
  file,
  bytes: Buffer.from(text),
});
const synced = (file: string) => [step('sync_begun', file), step('synced', file)];
const early = (...steps: readonly WriteRecord[]) => checkAcknowledgements(steps, [one, two]).tooEarly;

describe('order of writes, syncs and acknowledgements', () => {
  it('is right when the sync that covers a write returned before the acknowledgement leaves', () => {
    const steps = [step('written', 'wal', `{"id":"${one}"}`), ...synced('wal'), step('leaving', 'socket', `ok ${one}`)];
    expect(checkAcknowledgements(steps, [one, two])).toEqual({ acknowledged: [one], tooEarly: [] });
  });

  it('is wrong without a write, without a sync, and with one of another file or one too early', () => {
    const leaving = step('leaving', 'socket', one);
    const written = step('written', 'wal', one);
    expect(early(leaving)).toEqual([one]);
    expect(early(written, leaving)).toEqual([one]);
    expect(early(written, ...synced('log'), leaving)).toEqual([one]);
    expect(early(...synced('wal'), written, leaving)).toEqual([one]);
    expect(early(step('sync_begun', 'wal'), written, step('synced', 'wal'), leaving)).toEqual([one]);
    expect(early(written, step('sync_begun', 'wal'), leaving, step('synced', 'wal'))).toEqual([one]);
  });

  it('is judged at the first time that an id leaves', () => {
    expect(
      early(
        step('leaving', 'socket', one),
        step('written', 'wal', one),
        ...synced('wal'),
        step('leaving', 'socket', one),
      ),
    ).toEqual([one]);
  });

  it('sees an id that two sends cut in two, each on its own socket', () => {
    const [head, tail] = [one.slice(0, 20), one.slice(20)];
    expect(early(step('leaving', 'a', head), step('leaving', 'b', 'x'), step('leaving', 'a', tail))).toEqual([one]);
    expect(early(step('leaving', 'a', head), step('leaving', 'b', tail))).toEqual([]);
  });

  it('overlooks ids that leave for other reasons', () => {
    const steps = [step('leaving', 'socket', `ask ${one}`), step('leaving', 'socket', `ok ${two}`)];
    const verdict = checkAcknowledgements(steps, [one, two], (sent) => sent.startsWith('ok'));
    expect(verdict).toEqual({ acknowledged: [two], tooEarly: [two] });
  });
});
