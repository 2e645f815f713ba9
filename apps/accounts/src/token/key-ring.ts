import { Injectable, type OnModuleInit } from '@nestjs/common';
import { newId } from '@parley/contracts';
import { Clock } from '@parley/runtime';
import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { nextStep, signerOf, type KeyStep, type SigningKey } from './signing-key.js';
import { SigningKeys, type SigningKeyDocument } from './signing-key.store.js';

export interface Signer {
  readonly kid: string;
  readonly key: CryptoKey;
}

/** Steps of one upkeep; there is at most one of each kind a key. */
const mostSteps = 30;

/** The keys that tokens are signed with (Ed25519) and those that they are checked with. */
@Injectable()
export class KeyRing implements OnModuleInit {
  private keys: readonly SigningKeyDocument[] = [];
  private readonly imported = new Map<string, Promise<CryptoKey>>();

  constructor(
    private readonly store: SigningKeys,
    private readonly clock: Clock,
  ) {}

  /** The first start of all makes the first key. */
  onModuleInit(): Promise<void> {
    return this.upkeep();
  }

  /** Takes what other processes made, makes a successor when it is time, lets go of what is not needed. */
  async upkeep(): Promise<void> {
    for (let steps = 0; steps < mostSteps; steps++) {
      this.keys = await this.store.all();
      const step = nextStep<SigningKeyDocument>(this.keys, this.clock.now());
      if (!step) break;
      await this.take(step);
    }
    const kept = new Set(this.keys.map(({ id }) => id));
    for (const kid of this.imported.keys()) if (!kept.has(kid)) this.imported.delete(kid);
  }

  /** Every public key that a good token may be signed with, read anew. */
  async publicKeys(): Promise<JWK[]> {
    this.keys = await this.store.all();
    return this.keys.map(({ id, public_key }) => ({ ...public_key, kid: id, alg: 'EdDSA', use: 'sig' }));
  }

  async signer(): Promise<Signer> {
    const key = signerOf(this.keys, this.clock.now());
    if (!key?.private_key) throw new Error('there is no key to sign with');
    return { kid: key.id, key: await this.importedKey(key, key.private_key) };
  }

  private importedKey({ id }: SigningKey, private_key: JWK): Promise<CryptoKey> {
    let key = this.imported.get(id);
    if (!key) {
      key = importJWK(private_key, 'EdDSA') as Promise<CryptoKey>;
      this.imported.set(id, key);
    }
    return key;
  }

  private async take(step: KeyStep<SigningKeyDocument>): Promise<void> {
    switch (step.kind) {
      case 'create':
        return this.store.add({ id: newId(), ...(await newKeyPair()), ...placeOf(step) });
      case 'strip':
        return this.store.strip(step.key);
      case 'drop':
        return this.store.drop(step.key);
    }
  }
}

const placeOf = ({ generation, signs_from }: { generation: number; signs_from: number }) => ({
  generation,
  signs_from,
});

async function newKeyPair(): Promise<{ public_key: JWK; private_key: JWK }> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return { public_key: await exportJWK(publicKey), private_key: await exportJWK(privateKey) };
}
