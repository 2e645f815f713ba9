import { Injectable } from '@nestjs/common';
import { type KeyList, type KeysAsk, ListKeys } from '@parley/contracts';
import { Answers } from '@parley/messaging';
import { KeyRing } from './key-ring.js';

@Injectable()
export class KeyAnswers {
  constructor(private readonly keys: KeyRing) {}

  @Answers(ListKeys)
  async list(_ask: KeysAsk): Promise<KeyList> {
    return { jwks: { keys: (await this.keys.publicKeys()) as Record<string, unknown>[] } };
  }
}
