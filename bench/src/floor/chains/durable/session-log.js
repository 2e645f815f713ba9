import { newId } from './ids.js';

const FREE = { amount: 0, currency: 'USD', input_tokens: 0, output_tokens: 0 };

/**
 * Sessions as logs: an entry is one row under the unique key (tenant, session, seq), a customer's message a second time
 * under (tenant, session, client_message_id). Everything here runs inside a group of the store.
 */
export function sessionLog({ database, record, onRollback }) {
  const insertSession = database.prepare('INSERT INTO sessions VALUES (?, ?, ?)');
  const selectSession = database.prepare('SELECT visitor FROM sessions WHERE tenant = ? AND id = ?');
  const selectHead = database.prepare('SELECT max(seq) AS head FROM entries WHERE tenant = ? AND session = ?');
  const insertEntry = database.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const selectRepeat = database.prepare(
    'SELECT document FROM entries WHERE tenant = ? AND session = ? AND client_message_id = ?',
  );
  const selectAfter = database.prepare(
    'SELECT document FROM entries WHERE tenant = ? AND session = ? AND seq > ? ORDER BY seq',
  );
  const selectOpen = database.prepare("SELECT tenant, document FROM entries WHERE turn = 'open' LIMIT 100");
  const closeTurn = database.prepare(
    "UPDATE entries SET turn = NULL WHERE tenant = ? AND session = ? AND seq = ? AND turn = 'open'",
  );
  const visitors = new Map();
  const heads = new Map();
  onRollback(() => heads.clear());

  /** The head is remembered, the unique key decides: whoever lost the place reads the head again. */
  function append(tenant, session, entry, turn) {
    for (;;) {
      const head = heads.get(session) ?? selectHead.get(tenant, session).head ?? 0;
      const placed = { ...entry, seq: head + 1 };
      const key = entry.client_message_id ?? null;
      if (insertEntry.run(tenant, session, placed.seq, key, turn, JSON.stringify(placed)).changes === 1) {
        heads.set(session, placed.seq);
        return placed;
      }
      heads.delete(session);
      const repeat = key === null ? undefined : selectRepeat.get(tenant, session, key);
      if (repeat) return JSON.parse(repeat.document);
    }
  }

  return {
    open(tenant, visitor) {
      const id = newId();
      insertSession.run(tenant, id, visitor);
      return id;
    },
    belongs(tenant, session, visitor) {
      let owner = visitors.get(session);
      if (owner === undefined) {
        owner = selectSession.get(tenant, session)?.visitor;
        if (owner !== undefined) visitors.set(session, owner);
      }
      return owner === visitor;
    },
    accept(tenant, { session_id, text, client_message_id }, author, at) {
      const entry = {
        id: newId(),
        session_id,
        epoch: 0,
        kind: 'customer_message',
        author,
        text,
        at,
        client_message_id,
      };
      return append(tenant, session_id, entry, 'open');
    },
    /** Closing the turn decides who answers it: a repeat, a late one or a sweep gets the answer that is there. */
    answer(tenant, message, { text, language, method, confidence }, at) {
      const { session_id } = message;
      if (closeTurn.run(tenant, session_id, message.seq).changes === 0) return answerOf(tenant, message);
      const took = Date.now() - Date.parse(message.at);
      const entry = append(
        tenant,
        session_id,
        {
          id: newId(),
          session_id,
          epoch: 0,
          kind: 'bot_message',
          author: { kind: 'bot', id: 'bot', name: 'Parley' },
          text,
          language,
          at,
          answers: [message.id],
          method,
          confidence,
          citations: [],
          suggestions: [],
          cost: FREE,
          execution_time_ms: took,
        },
        null,
      );
      const completed = { session_id, entry_id: entry.id, method, count: 1, execution_time_ms: took };
      record(session_id, { id: newId(), type: 'turn.completed', tenant, at, data: completed });
      return entry;
    },
    /** Messages without an outcome that were accepted before this instant (ISO 8601), oldest first. */
    openBefore(instant) {
      return selectOpen
        .all()
        .map(({ tenant, document }) => ({ tenant, entry: JSON.parse(document) }))
        .filter(({ entry }) => entry.at < instant);
    },
  };

  function answerOf(tenant, { session_id, seq, id }) {
    for (const { document } of selectAfter.iterate(tenant, session_id, seq)) {
      const entry = JSON.parse(document);
      if (entry.answers?.includes(id)) return entry;
    }
    throw new Error(`turn ${id} is closed without an answer`);
  }
}
