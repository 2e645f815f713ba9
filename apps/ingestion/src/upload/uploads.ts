import { Injectable } from '@nestjs/common';
import { FleetError, largestDocument, newId, type UploadedDocument, type UploadPiece } from '@parley/contracts';
import { askerOf, type Call } from '@parley/messaging';
import { Clock } from '@parley/runtime';
import { decode, fileIdentity, type Content } from '../accept/content.js';
import { FileFacts } from '../accept/file-facts.js';
import { typeOfFile, type FileEnds } from '../accept/sniff.js';
import { Versions } from '../document/version.store.js';
import { Files } from '../file/files.js';
import { UploadStore, type UploadRecord } from './upload.store.js';

/** An upload of which nothing came for so long was left by its sender, in milliseconds. */
const leftAfter = 10 * 60_000;
/** Of one company at once. */
const mostOpen = 16;
const page = 20;

/**
 * Files that come in pieces. Each piece is stored before it is acknowledged, whoever of several processes takes it; a
 * repeat of one changes nothing. An upload that does not come to its end leaves nothing behind.
 */
@Injectable()
export class Uploads {
  constructor(
    private readonly uploads: UploadStore,
    private readonly files: Files,
    private readonly versions: Versions,
    private readonly clock: Clock,
  ) {}

  /** Throws `upload.lost` when the piece is not the next one, `document.too_large`, `limit.exceeded`. */
  async put({ upload_id, number, content_base64 }: UploadPiece, call: Call): Promise<UploadRecord> {
    const bytes = decode(content_base64);
    while (Date.now() < call.deadline) {
      const upload = await this.openOrBegin(upload_id, number, call);
      if (number < upload.pieces) return upload;
      if (number > upload.pieces) throw new FleetError('upload.lost');
      const size = upload.bytes + bytes.length;
      if (size > largestDocument) throw new FleetError('document.too_large', { most_bytes: largestDocument });
      await this.files.add(call.tenant, upload_id, number, bytes);
      const change = { pieces: number + 1, bytes: size, due: this.clock.now() + leftAfter };
      const next = await this.uploads.update(upload, change);
      if (next) return next;
      await this.takeBack(call.tenant, upload_id, number);
    }
    throw new FleetError('fleet.deadline_exceeded');
  }

  /** The complete file as the content of a document. Throws `upload.lost` and what `typeOfFile` throws. */
  async take({ upload_id, bytes, sha256, content_type: declared }: UploadedDocument, call: Call): Promise<Content> {
    const upload = await this.own(upload_id, call);
    const due = this.clock.now() + leftAfter;
    if (!upload || upload.bytes !== bytes || !(await this.uploads.update(upload, { state: 'taken', due })))
      throw new FleetError('upload.lost');
    const ends = await this.ends(call.tenant, upload, sha256);
    if (!ends) {
      await this.settle(call.tenant, upload_id);
      throw new FleetError('upload.lost');
    }
    const content_type = typeOfFile(ends, declared);
    return { content_type, bytes, identity: fileIdentity(sha256), kept: { file: upload_id } };
  }

  /** A file that came whole, kept as an upload that is taken. */
  async keep(bytes: Uint8Array, call: Call): Promise<string> {
    const id = newId();
    const due = this.clock.now() + leftAfter;
    const draft = { id, principal: askerOf(call), pieces: 1, bytes: bytes.length, state: 'taken', due } as const;
    await this.uploads.insertIfAbsent(call.tenant, draft);
    await this.files.add(call.tenant, id, 0, bytes);
    return id;
  }

  /** In the end the file belongs to a document, or is gone; where it is not clear yet, the sweep sees to it. */
  async handOver<T>(id: string, accept: () => Promise<T>, { tenant }: Call): Promise<T> {
    try {
      const accepted = await accept();
      await this.settle(tenant, id);
      return accepted;
    } catch (error) {
      if (error instanceof FleetError && error.fault === 'caller') await this.settle(tenant, id);
      throw error;
    }
  }

  /** Removes the upload, and its file where no document was made of it. */
  async settle(tenant: string, id: string): Promise<void> {
    if (!(await this.versions.hasFile(tenant, id))) await this.files.delete(tenant, id);
    await this.uploads.delete({ tenant, id });
  }

  /** One that is open is gone when this resolves. */
  async abandon(upload_id: string, call: Call): Promise<void> {
    const upload = await this.own(upload_id, call);
    if (upload?.state === 'open' && (await this.uploads.update(upload, { state: 'taken' })))
      await this.settle(call.tenant, upload_id);
  }

  /** Removes what was left. */
  async sweep(): Promise<void> {
    for (const upload of await this.uploads.due(this.clock.now(), page))
      if (await this.uploads.update(upload, { state: 'taken', due: this.clock.now() + leftAfter }))
        await this.settle(upload.tenant, upload.id);
  }

  /** A piece that came while the upload was ended by another is none of it. */
  private async takeBack(tenant: string, id: string, number: number): Promise<void> {
    const upload = await this.uploads.get(tenant, id);
    if (!upload) await this.settle(tenant, id);
    else if (upload.state === 'taken' && number >= upload.pieces) await this.files.drop(tenant, id, number);
  }

  private async openOrBegin(id: string, number: number, call: Call): Promise<UploadRecord> {
    const found = await this.uploads.get(call.tenant, id);
    const upload = found ?? (number === 0 ? await this.begin(id, call) : undefined);
    if (upload?.state !== 'open' || upload.principal !== askerOf(call)) throw new FleetError('upload.lost');
    return upload;
  }

  private async begin(id: string, call: Call): Promise<UploadRecord> {
    if ((await this.uploads.open(call.tenant, mostOpen)) >= mostOpen) throw new FleetError('limit.exceeded');
    const due = this.clock.now() + leftAfter;
    const draft = { id, principal: askerOf(call), pieces: 0, bytes: 0, state: 'open', due } as const;
    return this.uploads.insertIfAbsent(call.tenant, draft);
  }

  private async own(id: string, call: Call): Promise<UploadRecord | undefined> {
    const upload = await this.uploads.get(call.tenant, id);
    return upload?.principal === askerOf(call) ? upload : undefined;
  }

  /** Of the whole file; `undefined` when it is not what was sent. */
  private async ends(tenant: string, { id, pieces }: UploadRecord, sha256: string): Promise<FileEnds | undefined> {
    const facts = new FileFacts();
    for await (const piece of this.files.read(tenant, id)) facts.add(piece);
    if (facts.pieces !== pieces || facts.sha256() !== sha256) return undefined;
    return { ...facts.ends, whole: pieces === 1 };
  }
}
