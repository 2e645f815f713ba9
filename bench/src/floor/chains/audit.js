import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { settings } from './process.js';

const COUNTED_WITHIN_MS = 10_000;

/** Holds the receipts of the generator against the log of the sessions and the counts of the consumer. */
const log = new DatabaseSync(settings.log, { readOnly: true });
const counts = new DatabaseSync(settings.counts, { readOnly: true });
const one = (database, sql) => Object.values(database.prepare(sql).get())[0];

function auditReceipts() {
  const find = log.prepare(
    'SELECT tenant, seq, document FROM entries WHERE session = ? AND client_message_id = ? AND tenant = ?',
  );
  const findAnswer = log.prepare('SELECT document FROM entries WHERE tenant = ? AND session = ? AND seq = ?');
  const tenant = one(log, 'SELECT tenant FROM sessions LIMIT 1');
  const receipts = readFileSync(settings.receipts, 'utf8').split('\n').filter(Boolean);
  let lost = 0;
  let misplaced = 0;
  for (const receipt of receipts) {
    const [session, client_message_id, message_id, seq, answer_seq] = receipt.split(' ');
    const row = find.get(session, client_message_id, tenant);
    const answer = findAnswer.get(tenant, session, Number(answer_seq));
    if (!row || !answer) lost++;
    else if (row.seq !== Number(seq) || !JSON.parse(answer.document).answers?.includes(message_id)) misplaced++;
  }
  const messages = one(log, 'SELECT count(*) FROM entries WHERE client_message_id IS NOT NULL');
  return { lost, misplaced, 'without receipt': messages - receipts.length };
}

const auditLog = () => ({
  gaps: one(
    log,
    'SELECT coalesce(sum(head - entries), 0) FROM (SELECT max(seq) AS head, count(*) AS entries FROM entries GROUP BY tenant, session)',
  ),
  open: one(log, "SELECT count(*) FROM entries WHERE turn = 'open'"),
  'answers missing or doubled': Math.abs(
    one(log, 'SELECT sum(CASE WHEN client_message_id IS NULL THEN 1 ELSE -1 END) FROM entries') ?? 0,
  ),
});

/** Events are carried in the background, so the counts may need a moment. */
async function auditCounts() {
  const answers = one(log, 'SELECT count(*) FROM entries WHERE client_message_id IS NULL');
  const counted = () => one(counts, 'SELECT coalesce(sum(count), 0) FROM turns');
  const until = Date.now() + COUNTED_WITHIN_MS;
  while (counted() !== answers && Date.now() < until) await sleep(50);
  return { uncounted: Math.abs(answers - counted()), 'events skipped': one(counts, 'SELECT count(*) FROM jumps') };
}

process.send({ ...auditReceipts(), ...auditLog(), ...(await auditCounts()) });
process.disconnect();
