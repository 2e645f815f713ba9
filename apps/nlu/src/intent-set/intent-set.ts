import { createHash } from 'node:crypto';
import { FleetError, largestIntentSet, mostExamples, type IntentExamples, type IntentSet } from '@parley/contracts';
import { fold } from '../text/words.js';

/** Intents and examples of each that a training needs at least. */
export const fewest = { intents: 2, examples: 5 };

export const enoughToTrain = (intents: readonly IntentExamples[]): boolean =>
  intents.length >= fewest.intents && intents.every(({ examples }) => examples.length >= fewest.examples);

export const hashOf = ({ intents, entities }: IntentSet): string =>
  createHash('sha256')
    .update(JSON.stringify([intents, entities]))
    .digest('base64url');

export const examplesIn = (intents: readonly IntentExamples[]): number =>
  intents.reduce((sum, { examples }) => sum + examples.length, 0);

/**
 * Throws `request.too_large`, or `request.invalid` by field: a name that comes twice, an example without a letter or
 * digit, one that stands under two intents (compared folded, because they would be the same to the classifier).
 */
export function refuseWrong(set: IntentSet): void {
  if (examplesIn(set.intents) > mostExamples)
    throw new FleetError('request.too_large', { most_examples: mostExamples });
  if (Buffer.byteLength(JSON.stringify(set)) > largestIntentSet)
    throw new FleetError('request.too_large', { most_bytes: largestIntentSet });
  refuseTwice(
    'intents',
    'name',
    set.intents.map(({ name }) => name),
  );
  refuseTwice(
    'entities',
    'type',
    set.entities.map(({ type }) => type),
  );
  const owner = new Map<string, string>();
  set.intents.forEach(({ name, examples }, at) =>
    examples.forEach((example, place) => {
      const field = `intents.${at}.examples.${place}`;
      const key = fold(example).trim();
      const other = owner.get(key);
      if (!/[\p{L}\p{N}]/u.test(example)) throw invalid(field, 'has no letter or digit');
      if (other !== undefined && other !== name) throw invalid(field, `is an example of ${other}, too`);
      owner.set(key, name);
    }),
  );
}

function refuseTwice(list: string, field: string, names: readonly string[]): void {
  const seen = new Set<string>();
  names.forEach((name, at) => {
    if (seen.has(name)) throw invalid(`${list}.${at}.${field}`, 'comes twice');
    seen.add(name);
  });
}

const invalid = (field: string, why: string): FleetError =>
  new FleetError('request.invalid', { fields: { [field]: [why] } });
