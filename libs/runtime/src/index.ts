export { breaker, type Breaker } from './breaker.js';
export { Clock } from './clock.js';
export type { Durations } from './durations.js';
export { type ReadinessCheck } from './health.js';
export { inTime } from './in-time.js';
export { Logger, framesOf, type LogFields } from './logger.js';
export { Metrics } from './metrics.js';
export { Pace } from './pace.js';
export { Rounds } from './rounds.js';
export { runProcess } from './run-process.js';
export { serviceSettings, type ServiceConfig } from './service-config.js';
export {
  ConfigError,
  flag,
  integer,
  oneOf,
  optionalText,
  readSettings,
  share,
  text,
  url,
  type Setting,
  type Settings,
  type Values,
} from './settings.js';
export { failureOf, startTracing, traced, tracer, type Step } from './tracing.js';
export { TransientMap } from './transient-map.js';
export { startService, type DrainStep, type RunningService } from './start-service.js';
