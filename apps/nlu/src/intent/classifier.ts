import type { IntentGuess } from '@parley/contracts';
import type { Word } from '../text/words.js';
import { borderProbability, outOfScope, type Calibration } from './calibration.js';
import { HashTable } from './hash-table.js';
import { Vectoriser } from './vectoriser.js';

/** A linear model: one score per intent, each weight as a whole number from -127 to 127 times the intent's scale. */
export interface IntentModel {
  readonly intents: readonly string[];
  readonly places: Uint32Array;
  readonly rarity: Float32Array;
  readonly unseen: number;
  readonly calibration: Calibration;
  readonly biases: Float32Array;
  readonly scales: Float32Array;
  /** Of feature `f` and intent `i` at `f · intents + i`. */
  readonly weights: Int8Array;
}

export interface Classified {
  /** Likeliest first, at most `mostGuesses`. */
  readonly intents: IntentGuess[];
  /** Set where one intent is clear enough. */
  readonly intent?: string;
  readonly out_of_scope: boolean;
}

const mostGuesses = 5;
/** How far an intent has to stand above being out of scope, and above the next intent. */
export const acceptedAbove = { out_of_scope: 0.3, next: 0.1 };

/** Tells what a customer wants, among the intents it was trained with. */
export class Classifier {
  private readonly vectoriser: Vectoriser;
  private readonly scores: Float32Array;

  constructor(private readonly model: IntentModel) {
    this.vectoriser = new Vectoriser(new HashTable(model.places), model.rarity, model.unseen);
    this.scores = new Float32Array(model.intents.length);
  }

  classify(words: readonly Word[]): Classified {
    const { calibration, intents } = this.model;
    const { known } = this.score(words);
    const best = this.likeliest();
    const top = this.scores[best[0]!]!;
    const outside = outOfScope(top, known, calibration);
    let all = 0;
    for (const score of this.scores) all += Math.exp(calibration.sharpness * (score - top));
    const guesses = best.map((intent) => ({
      name: intents[intent]!,
      confidence: rounded(((1 - outside) * Math.exp(calibration.sharpness * (this.scores[intent]! - top))) / all),
    }));
    const accepted = clear(guesses, outside);
    return {
      intents: guesses,
      ...(accepted ? { intent: accepted } : {}),
      out_of_scope: outside > Math.min(borderProbability, guesses[0]!.confidence),
    };
  }

  private score(words: readonly Word[]): { known: number } {
    const { scores } = this;
    const { weights, biases, scales } = this.model;
    const width = scores.length;
    const { features, values, count, known } = this.vectoriser.vectorOf(words);
    scores.fill(0);
    for (let at = 0; at < count; at++) {
      const value = values[at]!;
      const start = features[at]! * width;
      for (let intent = 0; intent < width; intent++) scores[intent]! += value * weights[start + intent]!;
    }
    for (let intent = 0; intent < width; intent++) scores[intent] = scores[intent]! * scales[intent]! + biases[intent]!;
    return { known };
  }

  private likeliest(): number[] {
    const best: number[] = [];
    for (let intent = 0; intent < this.scores.length; intent++) {
      let place = best.length;
      while (place > 0 && this.scores[best[place - 1]!]! < this.scores[intent]!) place--;
      if (place < mostGuesses) best.splice(place, 0, intent);
      if (best.length > mostGuesses) best.pop();
    }
    return best;
  }
}

const rounded = (probability: number): number => Math.round(probability * 10_000) / 10_000;

function clear([first, second]: readonly IntentGuess[], outside: number): string | undefined {
  if (!first || first.confidence - outside < acceptedAbove.out_of_scope) return undefined;
  return first.confidence - (second?.confidence ?? 0) >= acceptedAbove.next ? first.name : undefined;
}
