const REACHABLE = 'button:not([disabled]), a[href], textarea:not([disabled]), input:not([disabled]), [tabindex="0"]';

/** Brings the focus from a button that is about to vanish to the conversation: on the page it would be nowhere. */
export function focusLog({ currentTarget }: { readonly currentTarget: HTMLElement }): void {
  currentTarget.closest('.panel')?.querySelector<HTMLElement>('.log')?.focus({ preventScroll: true });
}

/** Tab goes round within the element; Escape is for whoever opened it. Ends with the function that it returns. */
export function keepFocusIn(element: HTMLElement): () => void {
  const turn = (event: KeyboardEvent): void => {
    if (event.key !== 'Tab') return;
    const all = [...element.querySelectorAll<HTMLElement>(REACHABLE)].filter((each) => each.checkVisibility());
    const root = element.getRootNode() as ShadowRoot;
    const [first, last] = [all[0], all.at(-1)];
    const at = root.activeElement;
    if (event.shiftKey ? at === first : at === last) {
      (event.shiftKey ? last : first)?.focus();
      event.preventDefault();
    }
  };
  element.addEventListener('keydown', turn);
  return () => element.removeEventListener('keydown', turn);
}
