import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';

/** Not state: programs that were got, and locks. */
const KEPT = /^bin$|\.lock$/;

const agrees = async (question: string): Promise<boolean> => {
  if (!process.stdin.isTTY) throw new Error('there is nobody to ask; say --fresh --yes');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(question)).trim());
  } finally {
    terminal.close();
  }
};

/** Deletes everything Parley has stored here, after asking. */
export const wipe = async (stateFolder: string, sure: boolean): Promise<string> => {
  const entries = readdirSync(stateFolder).filter((entry) => !KEPT.test(entry));
  if (entries.length === 0) return 'there was none';
  const question = `  This deletes all conversations, documents and accounts in ${stateFolder}. Go on? [y/N] `;
  if (!sure && !(await agrees(question))) throw new Error('you said no');
  for (const entry of entries) rmSync(join(stateFolder, entry), { recursive: true });
  return 'deleted';
};
