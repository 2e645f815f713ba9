import type { Attempt, Finding, FindingKind, ShopOrder } from './record.js';

/** What is wrong with one cancellation: what the customer was told against what the shop did. Nothing when all is well. */
export function checkCancellation(
  { session_id, order_number, confirmed, history }: Attempt,
  order: ShopOrder,
): Finding[] {
  const find = (kind: FindingKind, detail: string): Finding => ({ kind, session_id, detail });
  const told = history.filter(({ kind, action }) => kind === 'action' && action?.state !== 'checking');
  const checking = history.filter(({ action }) => action?.state === 'checking');
  const done = told.filter(({ action }) => action?.state === 'done');
  const times = order.cancellations.length;
  const findings: Finding[] = [];
  if (times > 1) findings.push(find('doubled', `${order_number} was cancelled ${times} times`));
  if (told.length > 1) findings.push(find('doubled', `${told.length} outcomes of ${order_number} were told`));
  if (checking.length > 1) findings.push(find('doubled', `it was told ${checking.length} times that it is checked`));
  if (confirmed && told.length === 0) findings.push(find('lost', `${order_number} has no outcome`));
  if (!confirmed && times > 0) findings.push(find('unconfirmed', `${order_number} was cancelled without a yes`));
  if (done.length > 0 && times === 0) findings.push(find('false_done', `${order_number} stands as before`));
  if (done.some(({ at }) => order.cancellations.every((each) => each.at > at)))
    findings.push(find('false_done', `${order_number} was cancelled only later`));
  if (told.length > 0 && done.length === 0 && times > 0)
    findings.push(find('false_refusal', `${order_number} is cancelled, told was ${told[0]!.action?.state}`));
  return findings;
}
