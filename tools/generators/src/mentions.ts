import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** Where a contract's name stands in the sources, and what it is there for. */
export interface Mention {
  readonly contract: string;
  /** `@Answers(Contract)`, `@Reacts(Contract)`, or any other use, which is to ask or to publish. */
  readonly as: 'answer' | 'reaction' | 'use';
  readonly file: string;
}

const DECORATORS: Readonly<Record<string, Mention['as']>> = { Answers: 'answer', Reacts: 'reaction' };
const SOURCE = /(?<!\.spec|\.e2e|\.d)\.ts$/;

export const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/\/(?:testing|test-only|dist|node_modules)\//.test(file));

const useOf = (name: ts.Identifier): Mention['as'] | undefined => {
  if (
    ts.findAncestor(name, (node) => ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node))
  )
    return undefined;
  const { parent } = name;
  if (ts.isCallExpression(parent) && ts.isIdentifier(parent.expression))
    return DECORATORS[parent.expression.text] ?? 'use';
  return 'use';
};

const mentionsIn = (file: string, contracts: ReadonlySet<string>, projectFolder: string): Mention[] => {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Mention[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && contracts.has(node.text)) {
      const as = useOf(node);
      if (as) found.push({ contract: node.text, as, file: relative(projectFolder, file) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

/** Every place in `apps` and `libs`, tests and the contracts themselves apart, that names one of the contracts. */
export const findMentions = (projectFolder: string, contracts: ReadonlySet<string>): Mention[] =>
  ['apps', 'libs']
    .flatMap((folder) => sourcesIn(join(projectFolder, folder)))
    .filter((file) => !file.includes('/libs/contracts/'))
    .sort()
    .flatMap((file) => mentionsIn(file, contracts, projectFolder));
