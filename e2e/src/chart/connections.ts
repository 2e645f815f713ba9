import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const ESTABLISHED = '01';

const socketsOf = (pid: number): Set<string> => {
  const folder = `/proc/${pid}/fd`;
  const inodes = readdirSync(folder).flatMap((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${fd}`))?.[1] ?? [];
    } catch {
      return []; // closed meanwhile
    }
  });
  return new Set(inodes);
};

/** The ports that a process is connected to over TCP, as the kernel tells them. */
export const remotePorts = (pid: number): number[] => {
  const own = socketsOf(pid);
  const lines = ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8').split('\n').slice(1),
  );
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === ESTABLISHED && own.has(inode ?? ''))
    .map(([, , remote]) => Number.parseInt(remote!.split(':')[1]!, 16));
};
