import { Injectable } from '@nestjs/common';
import { largestPiece } from '@parley/contracts';
import { fileIdentity } from '../accept/content.js';
import { contentHash } from '../accept/content-hash.js';
import { FileFacts } from '../accept/file-facts.js';
import { typeOfFile } from '../accept/sniff.js';
import { type Given, type VersionRecord, Versions } from '../document/version.store.js';
import { Files } from '../file/files.js';
import type { HeldJob } from '../pipeline/held-job.js';
import { FetchDocument } from './fetch-document.js';

/** Puts the file that an address leads to in the address's place. */
@Injectable()
export class TakeAddress {
  constructor(
    private readonly fetching: FetchDocument,
    private readonly files: Files,
    private readonly versions: Versions,
  ) {}

  /** The version with its file, stored. Throws as `FetchDocument.fetch` and `typeOfFile`. */
  async take(held: HeldJob, version: VersionRecord, address: string): Promise<VersionRecord> {
    const { tenant, id: file, source_url } = version;
    await this.files.delete(tenant, file);
    const { content_type: declared, bytes: content } = await this.fetching.fetch(address, held.signal);
    const fetched = new FileFacts();
    for await (const piece of inPieces(content)) {
      await this.files.add(tenant, file, fetched.pieces, piece);
      fetched.add(piece);
    }
    const content_type = typeOfFile({ ...fetched.ends, whole: fetched.pieces < 2 }, declared);
    const { url: _fetched, ...facts } = { url: undefined, ...version.given };
    const given: Given = { ...facts, content_type, file };
    const identity = fileIdentity(fetched.sha256());
    const labels = { ...given, ...(source_url === undefined ? {} : { source_url }) };
    const change = { given, file, bytes: fetched.bytes, content_hash: contentHash(labels, { content_type, identity }) };
    await held.change({}, [this.versions.updating(version, change)]);
    return { ...version, ...change, version: version.version + 1 };
  }
}

/** The same bytes in pieces of the usual size. */
async function* inPieces(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const bytes of content) {
    held.push(bytes);
    length += bytes.length;
    while (length >= largestPiece) {
      const whole = Buffer.concat(held);
      yield whole.subarray(0, largestPiece);
      held = [whole.subarray(largestPiece)];
      length -= largestPiece;
    }
  }
  if (length > 0) yield Buffer.concat(held);
}
