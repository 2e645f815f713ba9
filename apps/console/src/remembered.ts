/** What this browser remembers between visits. A browser that forbids it forgets, and nothing else changes. */
export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(`parley.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** `undefined` forgets. */
export function remember(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`parley.${key}`);
    else localStorage.setItem(`parley.${key}`, value);
  } catch {
    /* forbidden or full */
  }
}
