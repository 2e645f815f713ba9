import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { wayOut } from '../config.js';

/** A tree that a process may have as its `/`, with the programs of this machine in place of the base image's. */
export interface Container {
  readonly root: string;
  /** Folders of this machine, by the path at which they are seen. */
  readonly folders?: Readonly<Record<string, string>>;
  /** `65532:65532`, as in `USER`; without it root, and the tree may be written. */
  readonly user?: string;
  readonly workingFolder: string;
}

const NODE = '/opt/node/bin';
export const PATH = `${NODE}:/usr/local/bin:/usr/bin:/usr/sbin:/bin:/sbin`;

/**
 * `$1` becomes `/`, in a mount namespace that ends with the process. `$2` is who runs it, or `root`; for anybody else the
 * tree and all below it is read-only but `/tmp`, which is new and empty. `$3` is the working folder, `$4` how many pairs
 * of folders follow: a path in the tree and what is seen there. The rest is the command. Becomes that command: same pid.
 */
const ENTER = `
set -eu
root=$1 user=$2 folder=$3 pairs=$4; shift 4
mount --bind "$root" "$root"
mount --rbind /usr "$root/usr"; mount -o remount,ro,bind "$root/usr"
mount --rbind /proc "$root/proc"
for device in null zero full random urandom; do mount --bind "/dev/$device" "$root/dev/$device"; done
mount --bind "$NODE_FOLDER" "$root${NODE}"; mount -o remount,ro,bind "$root${NODE}"
unset NODE_FOLDER
while [ "$pairs" -gt 0 ]; do mount --bind "$2" "$root$1"; shift 2; pairs=$((pairs - 1)); done
if [ "$user" = root ]; then exec chroot "$root" /usr/bin/env -C "$folder" "$@"; fi
mount -t tmpfs -o mode=1777,size=256m tmpfs "$root/tmp"
mount -o remount,ro,bind "$root"
exec chroot "$root" /usr/bin/setpriv --reuid "\${user%:*}" --regid "\${user#*:}" --clear-groups --bounding-set=-all \
  --inh-caps=-all --no-new-privs /usr/bin/env -C "$folder" "$@"
`;

const OF_THE_MACHINE = ['hosts', 'resolv.conf', 'nsswitch.conf', 'ld.so.cache', 'ssl', 'passwd', 'group'];

/** Makes the tree of a base image that has Debian's programs and Node 24 in it and nothing else. */
export const makeBase = (root: string): void => {
  for (const folder of ['usr', 'proc', 'dev', 'etc', 'tmp', 'root', NODE])
    mkdirSync(join(root, folder), { recursive: true });
  chmodSync(join(root, 'tmp'), 0o1777);
  for (const link of ['bin', 'sbin', 'lib', 'lib64']) symlinkSync(`usr/${link}`, join(root, link));
  for (const device of ['null', 'zero', 'full', 'random', 'urandom']) writeFileSync(join(root, 'dev', device), '');
  for (const name of OF_THE_MACHINE)
    if (existsSync(`/etc/${name}`))
      cpSync(`/etc/${name}`, join(root, 'etc', name), { recursive: true, dereference: true });
};

/** Program and arguments that run a command in a container, as the same process. `NODE_FOLDER` must be in its environment. */
export const enter = (
  { root, folders = {}, user, workingFolder }: Container,
  command: readonly string[],
): readonly string[] => {
  const pairs = Object.entries(folders);
  for (const [path] of pairs) mkdirSync(join(root, path), { recursive: true });
  return [
    ...['unshare', '--mount', '--propagation', 'private', '/bin/sh', '-c', ENTER, 'enter'],
    ...[root, user ?? 'root', workingFolder, String(pairs.length), ...pairs.flat(), ...command],
  ];
};

/** Of the Node that runs this, which takes the place of the base image's. */
export const nodeFolder = dirname(process.execPath);

/** Runs a command in a container to its end and returns what it said; rejects with its last words where it fails. */
export const runIn = async (
  container: Container,
  command: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<string> => {
  const [program, ...args] = enter(container, command);
  const env = { ...wayOut, ...environment, PATH, HOME: '/root', NODE_FOLDER: nodeFolder };
  const { stdout } = await promisify(execFile)(program!, args, { env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return stdout;
};

/** Why this machine cannot do it, if so. */
export const whyNot = (): string | undefined => {
  if (process.platform !== 'linux') return 'containers need Linux';
  if (process.getuid?.() !== 0) return 'only root can start a process as another user';
  const { status, stderr, error } = spawnSync('unshare', ['--mount', 'true'], { encoding: 'utf8' });
  return status === 0 ? undefined : `no mount namespace can be made: ${error?.message ?? stderr}`;
};
