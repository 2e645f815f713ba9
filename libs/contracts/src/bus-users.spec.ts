import { describe, expect, it } from '@jest/globals';
import { busUsers } from './bus-users.js';

const of = (user: string) => busUsers().find((each) => each.user === user)!.permissions;

describe('busUsers', () => {
  it('lets the orchestrator ask nlu, answer the gateway and push live entries, and nothing of accounts but the keys', () => {
    const { publish } = of('orchestrator');
    expect(publish.allow).toEqual(expect.arrayContaining(['rpc.nlu.utterance.parse.v1', '_INBOX.gateway.>', 'live.>']));
    expect(publish.allow.filter((subject) => subject.startsWith('rpc.accounts.'))).toEqual([
      'rpc.accounts.key.list.v1',
    ]);
  });

  it('lets handoff push the desk of every company, and no session', () => {
    const live = of('handoff').publish.allow.filter((subject) => subject.startsWith('live.'));
    expect(live).toEqual(['live.*.desk.v1']);
  });

  it('lets nobody listen to the requests or the inbox of another', () => {
    for (const { user, permissions } of busUsers()) {
      const foreign = permissions.subscribe.allow.filter(
        (subject) => /^(rpc|_INBOX)\./.test(subject) && subject.split('.')[1] !== user,
      );
      expect(foreign).toEqual([]);
    }
  });

  it('gives nobody everything', () => {
    expect(JSON.stringify(busUsers())).not.toContain('">"');
  });
});
