import { textOfRuns, type Block } from './blocks.js';
import type { Run } from './runs.js';

/** A node of the structure tree that a tagged PDF brings with each page; leaves name marked content. */
export interface StructureNode {
  readonly role?: string;
  readonly type?: string;
  readonly id?: string;
  readonly children?: readonly StructureNode[];
}

/** The tree is trusted where it covers so much of the page's letters. */
const enough = 0.8;
const deepest = 64;
const headingRole = /^(?:H([1-6])?|Title)$/;
/** Roles whose content is one text, whatever stands in them. */
const leafRoles = new Set(['P', 'LI', 'Caption', 'Note', 'BlockQuote', 'TOCI', 'Code', 'BibEntry', 'Formula']);

const inlineRoles = new Set(['Span', 'Link', 'Quote', 'Em', 'Strong', 'Reference', 'Annot', 'Sub', 'Lbl', 'Ruby']);

/** Its words are part of a text around it; browsers print every text in nodes without a meaning. */
const isInline = ({ role = '', type, children = [] }: StructureNode): boolean =>
  type !== undefined || inlineRoles.has(role) || (role === 'NonStruct' && children.every(isInline));

/** The blocks of a page as its structure tree tells them; `undefined` where it does not cover the page. */
export function taggedBlocks(tree: StructureNode | null, runs: readonly Run[]): Block[] | undefined {
  if (!tree) return undefined;
  const byElement = Map.groupBy(runs, ({ element }) => element ?? '');
  const blocks: Block[] = [];
  const used = new Set<string>();
  const take = (node: StructureNode): Run[] => {
    const ids = contentOf(node).filter((id) => !used.has(id));
    for (const id of ids) used.add(id);
    return ids.flatMap((id) => byElement.get(id) ?? []);
  };
  const add = (block: Pick<Block, 'kind' | 'depth'>, text: string, of: readonly Run[]) => {
    if (text !== '') blocks.push({ ...block, text, size: Math.round((of[0]?.size ?? 0) * 2) / 2 });
  };
  const addText = (nodes: readonly StructureNode[]) => {
    const found = nodes.flatMap(take);
    add({ kind: 'text' }, textOfRuns(found), found);
  };
  const walk = (node: StructureNode, depth: number): void => {
    const { role = '', children = [] } = node;
    const heading = headingRole.exec(role);
    if (heading) {
      const found = take(node);
      add({ kind: 'heading', depth: Number(heading[1] ?? 1) }, textOfRuns(found), found);
    } else if (depth > deepest || leafRoles.has(role)) addText([node]);
    else if (role === 'TR') {
      const cells = children.map(take);
      const row = cells.map(textOfRuns).join(' | ');
      add({ kind: 'row' }, /[^\s|]/.test(row) ? row : '', cells.flat());
    } else {
      let inline: StructureNode[] = [];
      for (const child of children) {
        if (isInline(child)) inline.push(child);
        else {
          addText(inline);
          inline = [];
          walk(child, depth + 1);
        }
      }
      addText(inline);
    }
  };
  walk(tree, 0);
  const letters = (some: readonly Run[]) => some.reduce((sum, { text }) => sum + text.length, 0);
  const covered = runs.filter(({ element }) => element !== undefined && used.has(element));
  return letters(covered) >= enough * letters(runs) && blocks.length > 0 ? blocks : undefined;
}

/** Ids of the marked content in a node, in order; nested as deep as a stack of its own reaches. */
function contentOf(node: StructureNode): string[] {
  const ids: string[] = [];
  const waiting: StructureNode[] = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.type === 'content' && next.id !== undefined) ids.push(next.id);
    for (const child of [...(next.children ?? [])].reverse()) waiting.push(child);
  }
  return ids;
}
