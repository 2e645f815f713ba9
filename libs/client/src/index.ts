export { createClient, type Client, type ClientOptions } from './client.js';
export type { ChatSocket, ChatSocketOptions } from './chat-socket.js';
export type { ConsoleSocket, ConsoleSocketOptions, DeskEvent } from './console-socket.js';
export { ParleyError, type Problem } from './error.js';
export type { EventsOptions } from './events.js';
export type { components, paths } from './generated/api.js';
export type { Connection } from './live-socket.js';
export type { AskOf, DataOf, Method, PathOf } from './paths.js';
export {
  isAfter,
  type Author,
  type Delta,
  type Entry,
  type Owner,
  type SessionEvent,
  type Typing,
} from './session-event.js';
export { newKey } from './new-key.js';
