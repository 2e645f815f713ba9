import { createHash } from 'node:crypto';
import {
  AbandonUpload,
  FleetError,
  IngestDocument,
  IngestUpload,
  PutUploadPiece,
  largestDocument,
  largestPiece,
  newId,
  type DocumentLabels,
  type IngestionJob,
  type RequestContract,
} from '@parley/contracts';
import type { Call, Fleet } from '@parley/messaging';

/**
 * Sends a file on while it comes: a piece at a time, the next when the one before is stored, so that no more than a
 * piece or two are held. A file of one piece goes whole, in one request.
 */
export class PieceSender {
  private readonly upload_id = newId();
  private readonly hash = createHash('sha256');
  private held: Buffer[] = [];
  private heldBytes = 0;
  private bytes = 0;
  private pieces = 0;

  constructor(
    private readonly fleet: Fleet,
    private readonly call: Call,
  ) {}

  /** Throws `document.too_large`. */
  async write(bytes: Buffer): Promise<void> {
    this.bytes += bytes.length;
    if (this.bytes > largestDocument) throw new FleetError('document.too_large', { most_bytes: largestDocument });
    this.hash.update(bytes);
    this.held.push(bytes);
    this.heldBytes += bytes.length;
    while (this.heldBytes > largestPiece) await this.send();
  }

  async finish(labels: DocumentLabels): Promise<IngestionJob> {
    if (this.bytes === 0) throw new FleetError('document.empty');
    if (this.pieces === 0) return this.ask(IngestDocument, { ...labels, content_base64: this.next() });
    await this.send();
    const { upload_id, bytes } = this;
    return this.ask(IngestUpload, { ...labels, upload_id, bytes, sha256: this.hash.digest('hex') });
  }

  /** Nothing of it stays; where that cannot be told, the uploads' owner finds out by itself. */
  async abandon(): Promise<void> {
    if (this.pieces > 0) await this.ask(AbandonUpload, { upload_id: this.upload_id }).catch(() => undefined);
  }

  private async send(): Promise<void> {
    const number = this.pieces++;
    await this.ask(PutUploadPiece, { upload_id: this.upload_id, number, content_base64: this.next() });
  }

  /** The next piece as base64. */
  private next(): string {
    const whole = Buffer.concat(this.held);
    const rest = whole.subarray(largestPiece);
    this.held = rest.length > 0 ? [rest] : [];
    this.heldBytes = rest.length;
    return whole.subarray(0, largestPiece).toString('base64');
  }

  /** A file may come for longer than one request may take: each has a deadline of its own. */
  private ask<I extends object, O extends object>(contract: RequestContract<I, O>, input: I): Promise<O> {
    return this.fleet.ask(contract, input, { ...this.call, deadline: Date.now() + contract.deadlineMs });
  }
}
