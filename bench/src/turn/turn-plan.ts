import { randomUUID } from 'node:crypto';
import { receiptOf } from './receipt.js';
import type { CreatePlan, Plan, PlannedRequest, Verdict } from '../generator/plan.js';

export interface BenchSession {
  readonly id: string;
  readonly token: string;
}

export interface TurnPlanInput {
  readonly sessions: readonly BenchSession[];
  readonly texts: readonly string[];
}

interface TurnRequest extends PlannedRequest {
  readonly session_id: string;
  readonly client_message_id: string;
}

interface Reply {
  readonly success: boolean;
  readonly error?: { readonly code: string } | null;
  readonly data?: {
    readonly message_id: string;
    readonly seq: number;
    readonly method: string;
    readonly answer?: {
      readonly session_id: string;
      readonly seq: number;
      readonly answers: string[];
      readonly text: string;
    };
  } | null;
}

/** Each session in turn sends the next text; a receipt of it is what `receiptOf` writes. */
export const createPlan: CreatePlan<TurnPlanInput> = ({ sessions, texts }): Plan<TurnRequest> => {
  const rotation = sessions.map(({ id, token }) => ({
    session_id: id,
    path: `/api/v1/chat/sessions/${id}/messages`,
    head: `authorization: Bearer ${token}\r\ncontent-type: application/json\r\n`,
  }));
  return {
    next(index) {
      const session = rotation[index % rotation.length]!;
      const client_message_id = randomUUID();
      const body = JSON.stringify({ message: texts[index % texts.length], client_message_id });
      return { method: 'POST', ...session, client_message_id, body };
    },
    check: (request, status, body) => checkTurn(request, status, body),
  };
};

function checkTurn({ session_id, client_message_id }: TurnRequest, status: number, body: string): Verdict {
  const { success, error, data } = parse(body);
  if (status !== 200 || !success || !data) return { ok: false, kind: `http ${status} ${error?.code ?? ''}`.trim() };
  const { message_id, seq, method, answer } = data;
  if (!answer || answer.session_id !== session_id) return { ok: false, kind: 'answer of another session' };
  if (!answer.answers.includes(message_id)) return { ok: false, kind: 'answer to another message' };
  if (answer.seq <= seq || answer.text === '') return { ok: false, kind: 'answer without place or text' };
  return {
    ok: true,
    receipt: receiptOf({ session_id, client_message_id, message_id, seq, answer_seq: answer.seq, method }),
  };
}

function parse(body: string): Reply {
  try {
    return JSON.parse(body) as Reply;
  } catch {
    return { success: false, error: { code: 'not json' } };
  }
}
