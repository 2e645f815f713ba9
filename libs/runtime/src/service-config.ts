import { flag, integer, oneOf, optionalText, share, text, url, type Values } from './settings.js';

/** What every service of the fleet is told; a service adds its own in its `config.ts`. */
export const serviceSettings = {
  state: text('PARLEY_STATE', {
    doc: 'folder that holds what this service keeps',
    default: '.parley/state',
  }),
  nats_url: url('PARLEY_NATS_URL', ['nats:', 'tls:'], { doc: 'the bus', default: 'nats://127.0.0.1:4222' }),
  nats_user: optionalText('PARLEY_NATS_USER', {
    doc: 'user of the bus; the name of the service when credentials are on',
  }),
  nats_password: optionalText('PARLEY_NATS_PASSWORD', { doc: 'password of that user' }),
  redis_url: optionalText('PARLEY_REDIS_URL', {
    doc: 'Redis for limits and caches; without it they live in the process',
  }),
  health_port: integer('PARLEY_HEALTH_PORT', {
    doc: 'port of health and metrics on 127.0.0.1; 0 takes a free one',
    min: 0,
    max: 65_535,
    default: 0,
  }),
  health_host: text('PARLEY_HEALTH_HOST', { doc: 'address that health and metrics listen on', default: '127.0.0.1' }),
  supervised: flag('PARLEY_SUPERVISED', {
    doc: '1: ends when standard input closes, so that none outlives its supervisor',
    default: false,
  }),
  store: oneOf('PARLEY_STORE', ['sqlite', 'mongodb'], { doc: 'where documents are kept', default: 'sqlite' }),
  mongodb_url: optionalText('PARLEY_MONGODB_URL', { doc: 'MongoDB, when PARLEY_STORE is mongodb' }),
  mongodb_prefix: text('PARLEY_MONGODB_PREFIX', {
    doc: 'how the names of the databases begin, one for each service: two fleets on one MongoDB have each its own',
    default: 'parley',
  }),
  otlp_endpoint: optionalText('OTEL_EXPORTER_OTLP_ENDPOINT', {
    doc: 'where traces are sent, by OTLP over HTTP, such as http://127.0.0.1:4318; without it nothing is traced',
  }),
  trace_ratio: share('PARLEY_TRACE_RATIO', { doc: 'share of the requests that are traced', default: 0.1 }),
  log_level: oneOf('PARLEY_LOG_LEVEL', ['debug', 'info', 'warn', 'error'], {
    doc: 'least level that is logged',
    default: 'info',
  }),
};

export type ServiceConfig = Values<typeof serviceSettings>;
