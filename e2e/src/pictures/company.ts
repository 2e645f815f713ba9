import { join } from 'node:path';
import { createClient } from '@parley/client';
import { ingestFolder, signUpCompany, type Company, type RunningFleet } from '@parley/testing';
import { demoFolder } from '../faults/topics.js';

export const password = 'a long enough password';
export const slug = 'narli-ev';

/** The company of the pictures, with its documents and its desk. */
export async function openCompany(fleet: RunningFleet): Promise<Company> {
  const company = await signUpCompany(fleet.api, slug);
  for (const language of ['en', 'tr']) {
    await ingestFolder(fleet.api, company, join(demoFolder, 'articles', language), `${language}/`);
  }
  for (const [mailbox, name, role] of [
    ['ayse', 'Ayşe Yılmaz', 'agent'],
    ['mert', 'Mert Demir', 'agent'],
    ['deniz', 'Deniz Kaya', 'supervisor'],
  ]) {
    const body = { email: `${mailbox}@${slug}.example`, name, role, password };
    await fleet.api.data('POST', '/admin/users', { token: company.owner_token, body });
  }
  return company;
}

/** A visitor who says these things, one after the other. */
export async function visitor(base_url: string, widget_key: string, ...texts: readonly string[]) {
  const stranger = createClient({ base_url, widget_key });
  const { session_id, visitor_token } = await stranger.post('/api/v1/chat/sessions/initialize', { body: {} });
  const client = createClient({ base_url, token: visitor_token! });
  const path = { session_id };
  const say = async (message: string): Promise<void> => {
    await client.post('/api/v1/chat/sessions/{session_id}/messages', { path, body: { message } });
  };
  for (const text of texts) await say(text);
  return {
    session_id,
    say,
    askForPerson: () => client.post('/api/v1/chat/sessions/{session_id}/handoff', { path, body: {} }),
    socket: () => client.chatSocket(session_id, { onEvent: () => undefined }),
  };
}
