import { FleetError, Flag, Id, OneOf, Text, type Class } from '@parley/contracts';
import { checked } from '../http/checking.pipe.js';

/** Longest token that is looked at. */
const TOKEN = 4000;

/** The first frame of a chat. */
export class AuthenticateChat {
  @OneOf(['authenticate']) type!: 'authenticate';
  @Text({ max: TOKEN }) token!: string;
  @Id() session_id!: string;
  @Text({ max: 24, optional: true, description: 'goes on after this event' }) last_event_id?: string;
}

/** The first frame of a console. */
export class AuthenticateConsole {
  @OneOf(['authenticate']) type!: 'authenticate';
  @Text({ max: TOKEN }) token!: string;
}

export class RefreshFrame {
  @OneOf(['refresh']) type!: 'refresh';
  @Text({ max: TOKEN }) token!: string;
}

export class PingFrame {
  @OneOf(['ping']) type!: 'ping';
}

export class MessageFrame {
  @OneOf(['message']) type!: 'message';
  @Text({ min: 1, max: 200 }) client_message_id!: string;
  @Text({ max: 60_000, description: 'at most 4000 characters' }) message!: string;
}

export class ChatTyping {
  @OneOf(['typing']) type!: 'typing';
  @Flag() typing!: boolean;
}

export class WatchFrame {
  @OneOf(['watch']) type!: 'watch';
  @Id() session_id!: string;
  @Text({ max: 24, optional: true, description: 'goes on after this event' }) last_event_id?: string;
}

export class UnwatchFrame {
  @OneOf(['unwatch']) type!: 'unwatch';
  @Id() session_id!: string;
}

export class ConsoleTyping {
  @OneOf(['typing']) type!: 'typing';
  @Id() session_id!: string;
  @Flag() typing!: boolean;
}

export type ChatFrame = RefreshFrame | PingFrame | MessageFrame | ChatTyping;
export type ConsoleFrame = RefreshFrame | PingFrame | WatchFrame | UnwatchFrame | ConsoleTyping;

export const chatFrames: Readonly<Record<ChatFrame['type'], Class<ChatFrame>>> = {
  refresh: RefreshFrame,
  ping: PingFrame,
  message: MessageFrame,
  typing: ChatTyping,
};

export const consoleFrames: Readonly<Record<ConsoleFrame['type'], Class<ConsoleFrame>>> = {
  refresh: RefreshFrame,
  ping: PingFrame,
  watch: WatchFrame,
  unwatch: UnwatchFrame,
  typing: ConsoleTyping,
};

/** What a frame says that it is. */
export const typeOf = (plain: unknown): unknown => ((plain ?? {}) as { readonly type?: unknown }).type;

/** The frame as one of these. Throws `request.invalid`. */
export function frameOf<F extends object>(plain: unknown, types: Readonly<Record<string, Class<F>>>): F {
  const type = typeOf(plain);
  const known = typeof type === 'string' && Object.hasOwn(types, type) ? types[type] : undefined;
  if (!known)
    throw new FleetError('request.invalid', { fields: { type: [`must be ${Object.keys(types).join(', ')}`] } });
  const frame = checked(known, plain);
  for (const value of Object.values(frame)) {
    if (typeof value === 'string' && !value.isWellFormed()) throw new FleetError('request.not_utf8');
  }
  return frame;
}

/** A frame as it came. Throws `request.not_json`. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FleetError('request.not_json');
  }
}
