export interface HttpReply {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Record<string, unknown>;
  readonly code: string | undefined;
  readonly details: Record<string, unknown> | undefined;
}

/** One request; every reply must be an envelope. A body that is no text or bytes goes as JSON. */
export async function ask(
  url: string,
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: unknown } = {},
): Promise<HttpReply> {
  const raw = typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData;
  const reply = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: (raw ? body : JSON.stringify(body)) as string }),
  });
  const envelope = (await reply.json()) as {
    success: boolean;
    data: Record<string, unknown>;
    error: { code: string; details: Record<string, unknown>; trace_id: string } | null;
    meta: { request_id: string };
  };
  if (envelope.success === (envelope.error !== null) || !envelope.meta.request_id) throw new Error('not an envelope');
  const { status } = reply;
  return {
    status,
    headers: reply.headers,
    data: envelope.data,
    code: envelope.error?.code,
    details: envelope.error?.details,
  };
}
