import { FleetError, longestMessage } from '@parley/contracts';

/** The text in NFC; its length counts in code points. */
export function messageText(raw: string): string {
  const text = raw.normalize('NFC');
  if (!/[^\p{White_Space}\p{Cc}\p{Cf}]/u.test(text)) throw new FleetError('message.empty');
  if (text.length > longestMessage && [...text].length > longestMessage) {
    throw new FleetError('message.too_long', { longest: longestMessage });
  }
  return text;
}
