const utf8 = new TextDecoder('utf-8', { fatal: true });
const FIELDS = new Set(['text', 'client_message_id', 'locale']);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const MAX_CODE_POINTS = 4000;

/** The checked body of a message, `{text, client_message_id, locale?}`, or the code of what is wrong with it. */
export function parseMessage(bytes) {
  let text;
  try {
    text = utf8.decode(bytes);
  } catch {
    return 'request.not_utf8';
  }
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    return 'request.not_json';
  }
  return wrongWith(body) ?? { ...body, text: body.text.normalize('NFC') };
}

function wrongWith(body) {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'request.invalid';
  for (const field in body) if (!FIELDS.has(field)) return 'request.invalid';
  if (typeof body.text !== 'string') return 'request.invalid';
  if (typeof body.client_message_id !== 'string' || !UUID.test(body.client_message_id)) return 'request.invalid';
  if (body.locale !== undefined && typeof body.locale !== 'string') return 'request.invalid';
  if (body.text.trim() === '') return 'message.empty';
  if (body.text.length > MAX_CODE_POINTS && [...body.text.normalize('NFC')].length > MAX_CODE_POINTS)
    return 'message.too_long';
  return undefined;
}
