import { afterAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSecretFiles } from './secret-files.js';

const repository = mkdtempSync(join(tmpdir(), 'parley-secret-files-'));
afterAll(() => rmSync(repository, { recursive: true }));

const git = (...args: string[]): string => execFileSync('git', args, { cwd: repository, encoding: 'utf8' });

describe('files of secrets (real: git)', () => {
  it('come into no commit, wherever in a repository they are written', () => {
    git('init', '--quiet');
    const folder = join(repository, 'secrets-dev');
    const written = writeSecretFiles(folder, { redis: 'valkey:6379' });
    expect(written.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
    git('add', '--all');
    expect(git('status', '--porcelain')).toBe('');
  });
});
