import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { FleetError, toFleetError, type ErrorCode } from '@parley/contracts';
import { Logger } from '@parley/runtime';
import { Envelope } from './envelope.js';
import { factsOf, type DoorReply, type DoorRequest } from './request.js';

const byFastifyCode: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.unsupported_media_type',
  FST_ERR_MAX_PARAM_LENGTH: 'route.not_found',
};

const byStatus: Readonly<Record<number, ErrorCode>> = {
  404: 'route.not_found',
  405: 'route.not_found',
  413: 'request.too_large',
  415: 'request.unsupported_media_type',
};

/** Whatever was thrown on the way of a request, as an error of the table. */
export function toHttpError(thrown: unknown): FleetError {
  if (thrown instanceof FleetError) return thrown;
  const cause = thrown instanceof HttpException ? (thrown.cause ?? thrown) : thrown;
  const code = codeOf(cause, thrown);
  return code ? new FleetError(code, {}, { cause }) : toFleetError(thrown);
}

function codeOf(cause: unknown, thrown: unknown): ErrorCode | undefined {
  const { code, statusCode } = cause as { code?: string; statusCode?: number };
  const status = thrown instanceof HttpException ? thrown.getStatus() : (statusCode ?? 500);
  if (status >= 500) return undefined;
  return byFastifyCode[code ?? ''] ?? byStatus[status] ?? 'request.invalid';
}

/** The one place where errors become HTTP. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<DoorRequest>();
    const reply = host.switchToHttp().getResponse<DoorReply>();
    const error = inPlace(toHttpError(thrown), request);
    this.log(error, request);
    if (reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    const { retry_after_s } = error.details;
    if (retry_after_s !== undefined) void reply.header('retry-after', retry_after_s);
    if (error.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply.status(error.status).send(Envelope.ofError(error, request));
  }

  private log(error: FleetError, { id: request_id, trace_id, call, method, routeOptions }: DoorRequest): void {
    if (error.fault === 'caller' || error.code === 'fleet.overloaded') return;
    const level = error.fault === 'bug' ? 'error' : 'warn';
    const route = `${method} ${routeOptions?.url ?? ''}`;
    this.logger[level]('request failed', { request_id, trace_id, tenant: call?.tenant, route, error });
  }
}

/** A body that is too large for a route of documents is a document that is too large. */
function inPlace(error: FleetError, request: DoorRequest): FleetError {
  const ofDocument = error.code === 'request.too_large' && factsOf(request)?.body_bytes !== undefined;
  return ofDocument ? new FleetError('document.too_large') : error;
}
