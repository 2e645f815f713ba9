/// <reference lib="dom" />

declare global {
  interface Window {
    /** When this text stood in the page, in milliseconds since 1970; waits for it. */
    shown(text: string): Promise<number>;
  }
}

/** Runs in the page: notes when each message comes into it, at the frame after. */
export function watchTexts(): void {
  const times = new Map<string, number>();
  const waiting = new Map<string, (at: number) => void>();
  const note = (): void => {
    for (const bubble of document.querySelectorAll('.message .bubble')) {
      const text = bubble.textContent ?? '';
      if (times.has(text)) continue;
      times.set(text, 0);
      requestAnimationFrame(() => {
        times.set(text, Date.now());
        waiting.get(text)?.(Date.now());
      });
    }
  };
  new MutationObserver(note).observe(document.body, { childList: true, subtree: true });
  window.shown = (text) =>
    new Promise((resolve) => {
      const at = times.get(text);
      if (at) resolve(at);
      else waiting.set(text, resolve);
    });
}
