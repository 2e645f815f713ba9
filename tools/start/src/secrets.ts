import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeSecretFiles } from '@parley/fleet';
import { calledFrom } from './config.js';
import type { Entry } from './step.js';

const USAGE = 'npm run secrets -- <folder> [--redis <host:port>] [--mongodb <url>] [--new-key]';

/** Writes what each process of a fleet is told in secret, for compose and for Kubernetes. */
export const secretsCommand = ({ step, args }: Pick<Entry, 'step' | 'args'>): Promise<void> =>
  step('secrets', USAGE, async (say) => {
    const options = {
      redis: { type: 'string', default: 'redis:6379' },
      mongodb: { type: 'string' },
      'new-key': { type: 'boolean', default: false },
    } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [folder, more] = positionals;
    if (!folder || more) throw new Error('name one folder');
    const path = resolve(calledFrom, folder);
    say(`${writeSecretFiles(path, { ...values, newKey: values['new-key'] }).join(', ')} in ${path}`);
  });
