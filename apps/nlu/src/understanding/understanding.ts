import { Classifier } from '../intent/classifier.js';
import { modelOf } from '../intent/model-bytes.js';
import { Gazetteer } from '../entity/gazetteer.js';

/** A company's model, ready to read with. */
export interface Understanding {
  readonly version: string;
  readonly classifier: Classifier;
  readonly gazetteer: Gazetteer;
  readonly bytes: number;
}

export function understandingOf(version: string, bytes: Uint8Array<ArrayBuffer>): Understanding {
  const { entities, ...model } = modelOf(bytes);
  return { version, classifier: new Classifier(model), gazetteer: new Gazetteer(entities), bytes: bytes.length };
}
