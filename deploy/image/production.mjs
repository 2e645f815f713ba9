/** `production.mjs APP`, in a folder of manifests: installs what the app needs when it runs, and leaves nothing else there. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmdirSync, rmSync, symlinkSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { partsOf } from './workspaces.mjs';

/** Comes with packages and never runs here: `@nestjs/swagger` wants the compiler for a plugin of it. */
const NEVER_LOADED = ['typescript'];

/** `<package>/bin/<ABI>/<platform>/<architecture>`: libraries for all platforms in one package. */
const removeForeignLibraries = (folder) => {
  for (const abi of existsSync(folder) ? readdirSync(folder) : [])
    for (const system of readdirSync(join(folder, abi)))
      for (const machine of readdirSync(join(folder, abi, system)))
        if (system !== platform() || machine !== arch())
          rmSync(join(folder, abi, system, machine), { recursive: true });
};

const [app = ''] = process.argv.slice(2);
const parts = partsOf(app);
const [{ folder, name }] = parts;

/** The lock names versions and hashes: what a cache knows of them cannot be stale. */
const quietly = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
execFileSync('npm', ['ci', '--omit=dev', `--workspace=${name}`, ...quietly], { stdio: 'inherit' });
for (const never of NEVER_LOADED) rmSync(join('node_modules', never), { recursive: true, force: true });
removeForeignLibraries(join('node_modules', 'onnxruntime-node', 'bin'));

const kept = new Set(parts.map((part) => part.folder));
for (const room of ['apps', 'libs', 'tools']) {
  const others = readdirSync(room).filter((name) => !kept.has(join(room, name)));
  for (const name of others) rmSync(join(room, name), { recursive: true });
  if (readdirSync(room).length === 0) rmdirSync(room);
}
for (const rest of ['bench', 'deploy', 'e2e', 'package-lock.json', '.npmrc'])
  rmSync(rest, { recursive: true, force: true });
symlinkSync(folder, 'app');
