import { describe, expect, it } from '@jest/globals';
import { Passwords } from './password.js';
import { WorkGate } from './work-gate.js';

const later = () => Date.now() + 60_000;

describe('passwords (real: argon2id of node:crypto)', () => {
  const passwords = new Passwords();

  it('are known again, also when typed with other code points of the same letters', async () => {
    const stored = await passwords.hash('Çok gizli ﬁkir', later());
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[^=$]{22}\$[^=$]{43}$/);
    expect(await passwords.verify('C\u0327ok gizli fikir', stored, later())).toBe(true);
    expect(await passwords.verify('cok gizli fikir', stored, later())).toBe(false);
  });

  it('are salted', async () => {
    expect(await passwords.hash('the same', later())).not.toBe(await passwords.hash('the same', later()));
  });

  it('of the reference implementation are understood (phc-winner-argon2, test.c)', async () => {
    const stored = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await passwords.verify('password', stored, later())).toBe(true);
    expect(await passwords.verify('passwore', stored, later())).toBe(false);
  });

  it('that nobody has are wrong after the same work: they wait for a place as others do', async () => {
    const gated = new Passwords();
    const busy = [gated.hash('one', later()), gated.hash('two', later())];
    await expect(gated.verify('three', undefined, Date.now() - 1)).rejects.toMatchObject({
      code: 'fleet.deadline_exceeded',
    });
    await Promise.all(busy);
    expect(await gated.verify('three', undefined, later())).toBe(false);
  });
});

describe('the gate before costly work', () => {
  it('lets no more in than it says, and everybody in their turn', async () => {
    const gate = new WorkGate(2, 10);
    let inside = 0;
    let most = 0;
    const order: number[] = [];
    const work = (n: number) => async () => {
      most = Math.max(most, ++inside);
      await new Promise(setImmediate);
      order.push(n);
      inside--;
    };
    await Promise.all([1, 2, 3, 4, 5, 6].map((n) => gate.run(later(), work(n))));
    expect(most).toBe(2);
    expect(order).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('refuses who would wait behind too many, and goes on after a failure', async () => {
    const gate = new WorkGate(1, 1);
    const fails = gate.run(later(), () => Promise.reject(new Error('no')));
    const waits = gate.run(later(), async () => 'done');
    await expect(gate.run(later(), async () => 'never')).rejects.toMatchObject({ code: 'fleet.overloaded' });
    await expect(fails).rejects.toThrow('no');
    expect(await waits).toBe('done');
    expect(await gate.run(later(), async () => 'again')).toBe('again');
  });
});
