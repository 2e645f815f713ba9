import type { EntityDefinition } from '@parley/contracts';
import type { Calibration } from './calibration.js';
import type { IntentModel } from './classifier.js';

/** What stands before the numbers of a model, as JSON. */
interface Header {
  readonly format: 1;
  readonly intents: readonly string[];
  readonly features: number;
  readonly places: number;
  readonly unseen: number;
  readonly calibration: Calibration;
  readonly entities: readonly EntityDefinition[];
}

/** What a training makes: the classifier, and the entities as they were then. */
export interface TrainedModel extends IntentModel {
  readonly entities: readonly EntityDefinition[];
}

/**
 * A model as bytes: the length of the header, the header as JSON padded to a multiple of four, then places, rarity,
 * biases, scales and weights. Numbers are little-endian, as on every machine that it runs on.
 */
export function modelBytes(model: TrainedModel): Uint8Array<ArrayBuffer> {
  const { intents, places, rarity, unseen, calibration, biases, scales, weights, entities } = model;
  const counts = { features: rarity.length, places: places.length };
  const header: Header = { format: 1, intents, ...counts, unseen, calibration, entities };
  const text = Buffer.from(JSON.stringify(header));
  const padded = Buffer.alloc(Math.ceil(text.length / 4) * 4, ' ');
  text.copy(padded);
  const length = new Uint32Array([padded.length]);
  const parts = [length, padded, places, rarity, biases, scales, weights].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Shares the memory of the bytes. Throws when they are no model of this format. */
export function modelOf(bytes: Uint8Array<ArrayBuffer>): TrainedModel {
  const { buffer } = bytes;
  const length = new Uint32Array(buffer, 0, 1)[0]!;
  const header = JSON.parse(Buffer.from(buffer, 4, length).toString()) as Header;
  if (header.format !== 1) throw new Error(`a model of format ${String(header.format)}`);
  const { intents, features, places, unseen, calibration, entities } = header;
  let at = 4 + length;
  const next = (bytesEach: number, count: number): number => (at += bytesEach * count) - bytesEach * count;
  return {
    intents,
    unseen,
    calibration,
    entities,
    places: new Uint32Array(buffer, next(4, places), places),
    rarity: new Float32Array(buffer, next(4, features), features),
    biases: new Float32Array(buffer, next(4, intents.length), intents.length),
    scales: new Float32Array(buffer, next(4, intents.length), intents.length),
    weights: new Int8Array(buffer, next(1, features * intents.length), features * intents.length),
  };
}
