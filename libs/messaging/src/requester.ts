import { nuid } from '@nats-io/transport-node';
import type { FleetError } from '@parley/contracts';
import { errorFrame, partFrame, replyFrame, type FrameHeader, type RunMark } from './frames.js';
import type { Replies } from './replies.js';

/** Where the outcome of one request goes. */
export interface Requester {
  output(json: string): void;
  error(error: FleetError): void;
  /** There where parts are listened for. */
  readonly tell?: (part?: object) => void;
}

/** Whoever asked by a frame. Once something was told, all that follows carries the mark of its run. */
export class FramedRequester implements Requester {
  readonly tell?: (part?: object) => void;
  private mark: RunMark | undefined;

  constructor(
    private readonly replies: Replies,
    private readonly reply: string,
    private readonly correlation: number,
    private readonly header: FrameHeader,
  ) {
    if (header.parts) this.tell = (part) => this.part(part);
  }

  output(json: string): void {
    this.push(replyFrame(this.correlation, json, this.mark));
  }

  error(error: FleetError): void {
    this.push(errorFrame(this.correlation, error, this.mark));
  }

  private part(part: object | undefined): void {
    const { run, told } = (this.mark ??= { run: nuid.next(), told: 0 });
    this.push(partFrame(this.correlation, part, this.mark));
    if (part) this.mark = { run, told: told + 1 };
  }

  private push(frame: string): void {
    this.replies.push(this.reply, frame, this.header.deadline);
  }
}
