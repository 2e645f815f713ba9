/** Web and e-mail addresses, also without a scheme; linear. */
const address =
  /(?:https?:\/\/|www\.)[^\s<>()[\]"'“”]{1,500}|[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}|(?<![\p{L}\p{N}.@-])[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,4}\.(?:com|net|org|io|co|ai|app|dev|info|biz|me|shop|store|online|site|xyz|tr|de|uk|eu|us|ru|cn|example|test|local)(?![\p{L}\p{N}])(?:\/[^\s<>()[\]"'“”]{0,500})?/giu;
/** Schemes that a browser would follow. */
const scheme = /\b(?:javascript|data|vbscript|file|ftp|tel|sms|blob|intent)\s?:(?=\S)/iu;

const bare = (found: string): string =>
  found
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[.,;:!?…/]+$/u, '');

/** Whether a text names an address that stands nowhere in the evidence. */
export function addressesBeyond(text: string, evidence: string): boolean {
  if (scheme.test(text)) return true;
  const known = evidence.toLowerCase();
  for (const [found] of text.matchAll(address)) if (!standsIn(bare(found), known)) return true;
  return false;
}

/** As a whole: what follows in the evidence must not go on with the address. */
function standsIn(wanted: string, known: string): boolean {
  for (let at = known.indexOf(wanted); at >= 0; at = known.indexOf(wanted, at + 1)) {
    const before = known[at - 1] ?? ' ';
    const after = known.slice(at + wanted.length, at + wanted.length + 2);
    if (!/[\p{L}\p{N}.@-]/u.test(before === '.' && known.slice(at - 4, at) === 'www.' ? ' ' : before))
      if (!/^(?:[\p{L}\p{N}@-]|\.[\p{L}\p{N}])/u.test(after)) return true;
  }
  return false;
}
