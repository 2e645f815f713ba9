import { existsSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { inProject } from './project.mjs';

const OLDEST = 24;

export const isNode24 = Number(process.versions.node.split('.')[0]) >= OLDEST;

/** The Node that everything of ours runs on: this one if it is new enough, else the one among the packages. */
export const findNode24 = () => {
  if (isNode24) return process.execPath;
  const program = inProject('node_modules', `node-${platform()}-${arch()}`, 'bin', 'node');
  if (existsSync(program)) return program;
  throw new Error(
    `this is Node ${process.versions.node}, and there is no packaged Node ${OLDEST} for ${platform()} ${arch()}`,
  );
};
