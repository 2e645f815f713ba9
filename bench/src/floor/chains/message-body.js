const utf8 = new TextDecoder('utf-8', { fatal: true });
const FIELDS = new Set(['message', 'client_message_id']);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const MAX_CODE_POINTS = 4000;

/** The checked body of a message, `{text, client_message_id}`, or the code of what is wrong with it. */
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
  return wrongWith(body) ?? { text: body.message.normalize('NFC'), client_message_id: body.client_message_id };
}

function wrongWith(body) {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'request.invalid';
  for (const field in body) if (!FIELDS.has(field)) return 'request.invalid';
  if (typeof body.message !== 'string') return 'request.invalid';
  if (typeof body.client_message_id !== 'string' || !UUID.test(body.client_message_id)) return 'request.invalid';
  if (body.message.trim() === '') return 'message.empty';
  if (body.message.length > MAX_CODE_POINTS && [...body.message.normalize('NFC')].length > MAX_CODE_POINTS)
    return 'message.too_long';
  return undefined;
}
