import { Injectable } from '@nestjs/common';
import { type Desk, type Language, ReadDesk } from '@parley/contracts';
import { Fleet, serviceCall } from '@parley/messaging';
import { say } from '../turn/texts.js';

/** Longest that a customer waits to be told whether somebody is there, in milliseconds. */
const patienceMs = 500;
/** A wait that is shorter, in seconds, is "shortly". */
const shortly = 90;

/** What a customer in the queue is told about the people at the desk: the truth, or that it is not known. */
@Injectable()
export class DeskWords {
  constructor(private readonly fleet: Fleet) {}

  async now(tenant: string, language: Language): Promise<string> {
    const call = serviceCall({ tenant, service: 'orchestrator', cause: 'desk', deadline_ms: patienceMs });
    return deskWords(await this.fleet.ask(ReadDesk, {}, call).catch(() => undefined), language);
  }
}

export function deskWords(desk: Desk | undefined, language: Language): string {
  if (!desk) return say('desk_unknown', language);
  if (desk.online === 0) return say('desk_offline', language);
  const { estimate_s = 0 } = desk;
  if (estimate_s < shortly) return say('desk_soon', language);
  return say('desk_minutes', language, { minutes: Math.round(estimate_s / 60) });
}
