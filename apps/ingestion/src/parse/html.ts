import { defaultTreeAdapter as tree, html, parse, type DefaultTreeAdapterTypes } from 'parse5';
import { titleOf, type Outline } from './outline.js';
import { PageText } from './page-text.js';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** What a reader of the page does not read, or reads on every page. */
const dropped = new Set(
  (
    'script style noscript template nav footer aside svg math iframe object embed canvas audio video map button ' +
    'select textarea datalist dialog head'
  ).split(' '),
);
const unseen = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;

/** A page or a part of one. The canonical text is what a reader sees of it: see `PageText`. */
export function readHtml(source: string): Outline {
  const document = parse(source);
  const found = landmarks(document.childNodes);
  const main = found.main && outlineOf(found.main);
  const outline = main && /[\p{L}\p{N}]/u.test(main.text) ? main : outlineOf(document);
  const heading = outline.pieces.find((piece) => piece.kind === 'heading');
  const title = heading?.kind === 'heading' && heading.depth === 1 ? heading.title : found.title || heading?.title;
  return { ...outline, ...(title ? { title } : {}) };
}

function outlineOf(root: Node | DefaultTreeAdapterTypes.Document): Outline {
  const text = new PageText();
  const steps: Step[] = [{ enter: root }];
  for (let step = steps.pop(); step; step = steps.pop()) {
    if ('leave' in step) text.leave(step.leave);
    else enter(step.enter, text, steps);
  }
  return text.outline();
}

type Step = { readonly enter: Node | DefaultTreeAdapterTypes.Document } | { readonly leave: string };

function enter(node: Node | DefaultTreeAdapterTypes.Document, text: PageText, steps: Step[]): void {
  if (tree.isTextNode(node)) return text.write(node.value);
  if (!('childNodes' in node)) return;
  if (tree.isElementNode(node)) {
    if (dropped.has(node.tagName) || isHidden(node)) return;
    text.enter(node.tagName);
    steps.push({ leave: node.tagName });
  }
  for (let child = node.childNodes.length - 1; child >= 0; child--) steps.push({ enter: node.childNodes[child]! });
}

const isHidden = ({ attrs }: Element): boolean =>
  attrs.some(
    ({ name, value }) =>
      name === 'hidden' || (name === 'aria-hidden' && value === 'true') || (name === 'style' && unseen.test(value)),
  );

/** The `<title>`, and the `<main>` if there is exactly one. */
function landmarks(children: readonly Node[]): { title?: string; main?: Element } {
  const mains: Element[] = [];
  let title = '';
  const stack = [...children];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!tree.isElementNode(node)) continue;
    if (node.tagName === 'title' && node.namespaceURI === html.NS.HTML) {
      title ||= titleOf(node.childNodes.map((child) => (tree.isTextNode(child) ? child.value : '')).join(''));
    }
    if (node.tagName === 'main') mains.push(node);
    for (const child of node.childNodes) stack.push(child);
  }
  return { title, ...(mains.length === 1 ? { main: mains[0]! } : {}) };
}
