/** By the browser, between visits; or by a tab, over a reload. */
type Keeper = 'browser' | 'tab';

/** What is remembered. A browser that forbids it forgets, and nothing else changes. */
export function recall(key: string, by: Keeper = 'browser'): string | undefined {
  try {
    return storageOf(by).getItem(`parley.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** `undefined` forgets. */
export function remember(key: string, value: string | undefined, by: Keeper = 'browser'): void {
  try {
    if (value === undefined) storageOf(by).removeItem(`parley.${key}`);
    else storageOf(by).setItem(`parley.${key}`, value);
  } catch {
    /* forbidden or full */
  }
}

const storageOf = (by: Keeper): Storage => (by === 'tab' ? sessionStorage : localStorage);
