import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const ESTABLISHED = '01';
const LISTENING = '0A';

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

const portOf = (address: string): number => Number.parseInt(address.split(':')[1]!, 16);

/** The ports that a process has connected to over TCP, as the kernel tells them; not those of who has connected to it. */
export const remotePorts = (pid: number): number[] => {
  const own = socketsOf(pid);
  const sockets = ['tcp', 'tcp6']
    .flatMap((table) => readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => own.has(fields[9] ?? ''))
    .map(([, local, remote, state]) => ({ local: portOf(local!), remote: portOf(remote!), state }));
  const listening = new Set(sockets.filter(({ state }) => state === LISTENING).map(({ local }) => local));
  return sockets
    .filter(({ state, local }) => state === ESTABLISHED && !listening.has(local))
    .map(({ remote }) => remote);
};
