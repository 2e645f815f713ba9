import type { LoggerService } from '@nestjs/common';
import { framesOf, type Logger } from '@parley/runtime';

/** What the framework has to say, as lines of our own log; its chatter about modules only when debugging. */
export const nestLog = (logger: Logger): LoggerService => ({
  log: (message) => logger.debug(String(message)),
  debug: (message) => logger.debug(String(message)),
  verbose: (message) => logger.debug(String(message)),
  warn: (message) => logger.warn(String(message)),
  error: (message, stack) => logger.error(String(message), { stack: framesOf(String(stack)) }),
  fatal: (message, stack) => logger.error(String(message), { stack: framesOf(String(stack)) }),
});
