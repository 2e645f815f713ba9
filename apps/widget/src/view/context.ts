import { createContext } from 'preact';
import { useContext, useEffect, useReducer } from 'preact/hooks';
import type { Chat, ChatState } from '../chat/chat.js';
import type { Settings } from '../settings.js';
import type { Say } from '../texts.js';
import type { Moments } from './moments.js';

export interface Widget {
  readonly chat: Chat;
  readonly say: Say;
  readonly settings: Settings;
  readonly moments: Moments;
}

export const WidgetContext = createContext<Widget | undefined>(undefined);

export const useWidget = (): Widget => useContext(WidgetContext)!;

/** The state of now; the component is drawn again with each change. */
export function useChat(): ChatState {
  const { chat } = useWidget();
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => chat.onChange(() => again(undefined as never)), [chat]);
  return chat.state;
}
