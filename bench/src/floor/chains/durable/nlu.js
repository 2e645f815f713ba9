import { connectBus } from '../bus.js';
import { onStop, ready, settings } from '../process.js';

const TURKISH_LETTERS = /[çğıöşüÇĞİÖŞÜ]/;
const TURKISH_WORDS = new Set([
  'bir',
  've',
  'bu',
  'ne',
  'mi',
  'için',
  'evet',
  'tamam',
  'merhaba',
  'selam',
  'nerede',
  'istiyorum',
  'nasil',
]);
const ACTS = new Map(
  Object.entries({
    greeting: ['hello', 'hi', 'hey', 'good morning', 'merhaba', 'selam', 'günaydın', 'iyi günler'],
    acknowledgement: ['ok', 'okay', 'thanks', 'thank you', 'got it', 'tamam', 'anladım', 'teşekkürler', 'sağ ol'],
    yes: ['yes', 'yep', 'sure', 'evet', 'olur'],
    no: ['no', 'nope', 'hayır', 'yok'],
    person: ['agent', 'human', 'a person', 'talk to a person', 'temsilci', 'insan', 'müşteri temsilcisi'],
  }).flatMap(([act, phrases]) => phrases.map((phrase) => [phrase, act])),
);

const bus = await connectBus(settings.bus);

bus.answer('floor.nlu.parse', ({ utterances }) => ({ readings: utterances.map(read) }));

function read({ text }) {
  const language = isTurkish(text) ? 'tr' : 'en';
  const plain = text
    .toLocaleLowerCase(language)
    .replace(/[\p{P}\p{S}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const act = ACTS.get(plain) ?? ACTS.get(plain.split(' ', 1)[0]) ?? null;
  const intents = act ? [{ name: act, confidence: 0.99 }] : [];
  return { language, intents, intent: act, out_of_scope: act === null, entities: [], act, model_version: 'rules' };
}

function isTurkish(text) {
  if (TURKISH_LETTERS.test(text)) return true;
  return text
    .toLowerCase()
    .split(/\s+/)
    .some((word) => TURKISH_WORDS.has(word));
}

ready();
onStop(() => bus.connection.close());
