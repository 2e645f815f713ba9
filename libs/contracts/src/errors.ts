/** Whose fault an error is: retry, breaker, log level and alert all read this one field. */
export type Fault = 'caller' | 'transient' | 'bug';

interface ErrorRow {
  readonly fault: Fault;
  /** The HTTP status that the gateway answers with. */
  readonly status: number;
  readonly message: string;
  readonly suggested_action: string;
}

const caller = (status: number, message: string, suggested_action: string): ErrorRow => ({
  fault: 'caller',
  status,
  message,
  suggested_action,
});
const transient = (message: string): ErrorRow => ({
  fault: 'transient',
  status: 503,
  message,
  suggested_action: 'Try again in a few seconds with the same Idempotency-Key or client_message_id.',
});
const signIn = 'Sign in again, or ask for a new visitor token.';
const checkId = 'Check the id and that it belongs to the signed-in user.';

/** The closed table of everything that can go wrong on the wire. Codes are stable: clients may branch on them. */
export const errors = {
  'request.invalid': caller(400, 'The request does not have the expected form.', 'See details for each field.'),
  'request.not_utf8': caller(400, 'The body is not valid UTF-8.', 'Encode the body as UTF-8.'),
  'request.not_json': caller(
    400,
    'The body is not valid JSON.',
    'Send one JSON object with content-type application/json.',
  ),
  'request.too_large': caller(413, 'The request is larger than this route takes.', 'Send less at once.'),
  'request.malformed': caller(
    400,
    'This is not an HTTP request that can be read.',
    'Check how the request is written.',
  ),
  'request.headers_too_large': caller(
    431,
    'The headers of the request are larger than is taken here.',
    'Send fewer or shorter headers; 16 kB of them are taken.',
  ),
  'request.timed_out': caller(408, 'The request did not come whole in time.', 'Send it again, without pauses.'),
  'request.unsupported_media_type': caller(
    415,
    'The content type is not taken here.',
    'See the API description for this route.',
  ),
  'route.not_found': caller(404, 'There is no such route.', 'See /docs for the list of routes.'),
  'auth.required': caller(401, 'This route needs a token.', signIn),
  'auth.token_invalid': caller(401, 'The token is not one that is accepted here.', signIn),
  'auth.token_expired': caller(401, 'The token has expired.', signIn),
  'auth.forbidden': caller(403, 'Your role may not do this.', 'Ask somebody with the right role.'),
  'auth.origin_refused': caller(
    403,
    'This site is not among the allowed origins of the widget key.',
    'Add the origin to the widget key.',
  ),
  'auth.widget_key_unknown': caller(
    401,
    'The widget key is not known.',
    'Copy the key from the settings of your company.',
  ),
  'auth.credentials_wrong': caller(401, 'E-mail or password is wrong.', 'Check both and try again.'),
  'auth.refresh_reused': caller(
    401,
    'The refresh token was used before; every session of this log-in was ended.',
    'Sign in again.',
  ),
  'limit.exceeded': caller(429, 'Too many requests.', 'Wait as long as Retry-After says.'),
  'idempotency.key_reused': caller(422, 'The same key came with another body.', 'Use a new key for a new request.'),
  'tenant.not_found': caller(404, 'There is no such company.', 'Check the company name.'),
  'tenant.slug_taken': caller(409, 'A company of this short name exists.', 'Choose another short name.'),
  'user.email_taken': caller(409, 'A user with this e-mail exists.', 'Sign in, or use another e-mail.'),
  'user.not_found': caller(404, 'There is no such user.', checkId),
  'config.version_stale': caller(
    409,
    'Somebody changed the settings meanwhile.',
    'Read the settings again, then repeat the change.',
  ),
  'session.not_found': caller(404, 'There is no such session.', checkId),
  'session.ended': caller(409, 'The session has ended.', 'Begin a new session.'),
  'session.moved': caller(409, 'The session has moved on meanwhile.', 'Read what is new, then decide again.'),
  'session.unseen': caller(
    409,
    'Something was written in the session that you have not seen.',
    'Read the entries in details, then send again with the last seq.',
  ),
  'session.rated': caller(409, 'The session was rated before.', 'A rating is given once.'),
  'handoff.not_found': caller(404, 'There is no such handoff.', checkId),
  'handoff.taken': caller(409, 'Another agent has this conversation.', 'Take another one from the queue.'),
  'handoff.not_yours': caller(
    409,
    'This conversation is not in your hands.',
    'Accept it from the queue, or take the session over.',
  ),
  'handoff.over': caller(409, 'This handoff is over.', 'Read it again; take the session over to write in it.'),
  'agent.not_found': caller(404, 'There is no such agent.', checkId),
  'agent.away': caller(409, 'This agent is not at the desk.', 'Choose an agent who is online, or the queue.'),
  'message.not_found': caller(404, 'There is no such message.', checkId),
  'message.empty': caller(400, 'The message has no text.', 'Write at least one visible character.'),
  'message.too_long': caller(400, 'The message is longer than 4000 characters.', 'Split it into several messages.'),
  'document.not_found': caller(404, 'There is no such document.', checkId),
  'document.too_large': caller(413, 'The document is larger than is taken here.', 'Split the document.'),
  'document.empty': caller(400, 'The document has no text.', 'Send a document with text in it.'),
  'document.type_unsupported': caller(
    415,
    'Documents of this type cannot be read.',
    'Send PDF, DOCX, HTML, Markdown or plain text.',
  ),
  'document.encrypted': caller(
    422,
    'The document is protected by a password.',
    'Send the password of a PDF with it; save another document without its password.',
  ),
  'document.unreadable': caller(
    422,
    'The document could not be read.',
    'Check that the file is intact and, where it is text, encoded as UTF-8.',
  ),
  'document.too_complex': caller(
    422,
    'The document takes more memory or time to read than is given to one.',
    'Simplify its structure or split it.',
  ),
  'document.address_refused': caller(
    422,
    'Documents may not be fetched from this address.',
    'Give a public http or https address; hosts of your own network are named by the operator.',
  ),
  'document.unreachable': caller(
    422,
    'The address could not be fetched.',
    'Check that it opens without signing in, then try again.',
  ),
  'dead_letter.not_found': caller(404, 'There is no such dead letter.', 'List the dead letters of the service again.'),
  'upload.lost': transient('The upload was lost on its way.'),
  'job.not_found': caller(404, 'There is no such job.', checkId),
  'intents.too_few': caller(
    422,
    'A training needs at least two intents with five examples each.',
    'Put more intents or examples first.',
  ),
  'training.too_many': caller(
    429,
    'Several trainings of this company are still on their way.',
    'Wait until one of them has ended.',
  ),
  'training.failed': {
    fault: 'bug',
    status: 500,
    message: 'The training ended without a model.',
    suggested_action: 'Start the training again; report this when it fails again.',
  },
  'action.not_found': caller(404, 'There is no such action.', checkId),
  'action.not_connected': caller(
    409,
    'The action is not connected to a system of the company.',
    'Give its address and its key.',
  ),
  'action.origin_refused': caller(
    422,
    'This address may not be reached from here.',
    'Ask the operator to add the origin to PARLEY_ACTION_ORIGINS.',
  ),
  'action.unavailable': transient('The system that the action works on is not reachable.'),
  'nlu.unavailable': transient('The language understanding is not available.'),
  'llm.unavailable': transient('The answering is not available.'),
  'llm.memory_wanted': caller(
    409,
    'The question came without what the bot said before it, which is read here.',
    'Send the memory whole.',
  ),
  'fleet.bad_request': {
    fault: 'bug',
    status: 500,
    message: 'A part of the fleet sent a wrong request.',
    suggested_action: 'Report this with the trace id.',
  },
  'fleet.unavailable': transient('A part of the fleet is not reachable.'),
  'fleet.deadline_exceeded': transient('The work did not finish in time.'),
  'fleet.overloaded': transient('There is more work than can be done now.'),
  'fleet.internal': {
    fault: 'bug',
    status: 500,
    message: 'Something went wrong here.',
    suggested_action: 'Report this with the trace id.',
  },
  'store.unavailable': transient('The store is not reachable.'),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errors;

export const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(errors, code);

/** The one error that crosses the wire. `details` is shown to the caller: never put secrets or texts of customers in it. */
export class FleetError extends Error {
  override readonly name = 'FleetError';

  constructor(
    readonly code: ErrorCode,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(errors[code].message, options);
  }

  get fault(): Fault {
    return errors[this.code].fault;
  }

  get status(): number {
    return errors[this.code].status;
  }

  get suggestedAction(): string {
    return errors[this.code].suggested_action;
  }
}

/** Whatever was thrown, as a FleetError; what nobody foresaw is a bug of ours. */
export const toFleetError = (thrown: unknown): FleetError =>
  thrown instanceof FleetError ? thrown : new FleetError('fleet.internal', {}, { cause: thrown });
