import type { Plan, PlannedRequest } from '../generator/plan.js';
import { createPlan as createTurnPlan, type TurnPlanInput } from '../turn/turn-plan.js';

/** The same requests as a turn's; the bare chain gives back what it was sent. */
export function createPlan(input: TurnPlanInput): Plan {
  const { next } = createTurnPlan(input);
  return { next, check: (request, status, body) => checkEcho(request, status, body) };
}

function checkEcho(request: PlannedRequest, status: number, body: string): ReturnType<Plan['check']> {
  if (status !== 200) return { ok: false, kind: `http ${status}` };
  const { data } = JSON.parse(body) as { data: { path: string; message: string; client_message_id: string } };
  const sent = JSON.parse(request.body) as { message: string; client_message_id: string };
  const same =
    data.path === request.path && data.message === sent.message && data.client_message_id === sent.client_message_id;
  return same ? { ok: true, receipt: data.client_message_id } : { ok: false, kind: 'answer to another request' };
}
