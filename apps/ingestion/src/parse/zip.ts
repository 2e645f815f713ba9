import { Refusal } from './refusal.js';

/** What the entries of a file may come to when they are unpacked, in bytes, and how many there may be. */
const mostBytes = 128 * 1024 * 1024;
const mostEntries = 10_000;

const endSignature = Buffer.from('PK\x05\x06', 'latin1');
const entrySignature = 0x02014b50;
/** Of the fixed parts of an end record and a directory entry, in bytes. */
const endBytes = 22;
const entryBytes = 46;
/** The end record stands before a comment of at most 64 kB. */
const lastBytes = 65_536 + endBytes;
const notHere = 0xffff_ffff;

/**
 * Refuses an archive whose directory says that it is unpacked to more than anybody reads. One that lies about it meets
 * the limit of the process's memory. Throws `Refusal`.
 */
export function refuseBombs(archive: Buffer): void {
  const from = Math.max(0, archive.length - lastBytes);
  const end = archive.subarray(from).lastIndexOf(endSignature);
  if (end === -1 || archive.length < from + end + endBytes) throw new Refusal('document.unreadable', 'no directory');
  let at = archive.readUInt32LE(from + end + 16);
  const entries = archive.readUInt16LE(from + end + 10);
  let bytes = 0;
  for (let entry = 0; entry < entries; entry++) {
    if (at + entryBytes > archive.length || archive.readUInt32LE(at) !== entrySignature)
      throw new Refusal('document.unreadable', 'directory');
    const size = archive.readUInt32LE(at + 24);
    bytes += size;
    if (size === notHere || bytes > mostBytes || entry >= mostEntries)
      throw new Refusal('document.too_complex', 'unpacked');
    at += entryBytes + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
}
