import { FleetError } from '@parley/contracts';
import { pino, type Logger as Pino } from 'pino';
import { tracer } from './tracing.js';

/** Ids and measures. Texts of customers have no place in a log, so there is no field for them. */
export interface LogFields {
  readonly trace_id?: string | undefined;
  readonly request_id?: string | undefined;
  readonly tenant?: string | undefined;
  readonly session_id?: string | undefined;
  /** Becomes name, code and the frames of its stack. Messages may quote what customers wrote: only at level debug. */
  readonly error?: unknown;
  readonly [measure: string]: unknown;
}

/** An error as logs tell it: its message, which may quote what customers wrote, only when debugging. */
export function describe(error: unknown, withMessage: boolean): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, message, cause } = error;
  const expected = error instanceof FleetError && cause === undefined;
  return {
    name,
    ...('code' in error ? { code: error.code } : {}),
    ...(error instanceof FleetError ? { details: error.details } : {}),
    ...(withMessage ? { message } : {}),
    ...(expected ? {} : { stack: framesOf(error.stack) }),
    ...(cause === undefined ? {} : { cause: describe(cause, withMessage) }),
  };
}

/**
 * The frames of a stack: the message at its head may quote what customers wrote. Asked for only where they are wanted: to
 * make the text of a stack takes longer than all the rest.
 */
export const framesOf = (stack = ''): string[] => stack.split('\n').filter((line) => line.startsWith('    at '));

/** JSON lines on standard output. */
export class Logger {
  private constructor(private readonly pino: Pino) {}

  static open(service: string, level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Logger {
    return new Logger(
      pino({
        level,
        base: { service, pid: process.pid },
        mixin: () => {
          const step = tracer()?.active;
          return step ? { trace_id: step.trace_id } : {};
        },
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
      }),
    );
  }

  debug(message: string, fields: LogFields = {}): void {
    if (this.pino.isLevelEnabled('debug')) this.pino.debug(this.flatten(fields), message);
  }

  info(message: string, fields: LogFields = {}): void {
    this.pino.info(this.flatten(fields), message);
  }

  warn(message: string, fields: LogFields = {}): void {
    this.pino.warn(this.flatten(fields), message);
  }

  error(message: string, fields: LogFields = {}): void {
    this.pino.error(this.flatten(fields), message);
  }

  private flatten({ error, ...fields }: LogFields): object {
    return error === undefined ? fields : { ...fields, error: describe(error, this.pino.isLevelEnabled('debug')) };
  }
}
