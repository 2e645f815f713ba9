/** `https://shop.example` for every way to write it; `undefined` for what is not the origin of a web page. */
export function normalOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin, username, password, pathname, search, hash } = new URL(text);
  const bare = username === '' && password === '' && pathname === '/' && search === '' && hash === '';
  return bare && (protocol === 'https:' || protocol === 'http:') ? origin : undefined;
}

/**
 * Whether a page may carry the chat box. None allowed by name: any may. Without an Origin header it is no browser, and
 * whoever is no browser could write any; `null` (a sandboxed page) is no origin that can be allowed by name.
 */
export const originAllowed = (allowed: readonly string[], origin: string | undefined): boolean =>
  allowed.length === 0 || origin === undefined || allowed.includes(normalOrigin(origin) ?? '');
