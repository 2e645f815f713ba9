import { personalIn } from './personal.js';

const pseudonym = /\[(?:EMAIL|PHONE|CARD|IBAN|NATIONAL_ID)_[A-Z]{1,3}\]/g;

/** Stands between a customer and a model outside: the same value always has the same name, such as `[PHONE_A]`. */
export class Pseudonyms {
  private readonly names = new Map<string, string>();
  private readonly values = new Map<string, string>();

  /** Whether any name was given. */
  get any(): boolean {
    return this.names.size > 0;
  }

  /** The text with names instead of what is a person's. */
  mask(text: string): string {
    let masked = '';
    let at = 0;
    for (const { kind, start, end } of personalIn(text)) {
      masked += text.slice(at, start) + this.nameOf(kind, text.slice(start, end));
      at = end;
    }
    return masked + text.slice(at);
  }

  /** The text with the values of its names. A name that was never given stays. */
  restore(text: string): string {
    return this.any ? text.replace(pseudonym, (name) => this.values.get(name) ?? name) : text;
  }

  private nameOf(kind: string, value: string): string {
    const present = this.names.get(value);
    if (present !== undefined) return present;
    const name = `[${kind}_${lettered(this.names.size)}]`;
    this.names.set(value, name);
    this.values.set(name, value);
    return name;
  }
}

/** A, B, … Z, AA, AB, …: a digit would be read as a number that the answer states. */
const lettered = (count: number): string =>
  (count < 26 ? '' : lettered(Math.floor(count / 26) - 1)) + String.fromCharCode(65 + (count % 26));
