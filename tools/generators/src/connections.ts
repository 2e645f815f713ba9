import { services, type Service } from '@parley/contracts';

/** What a service may open connections to, beside the name server. */
const places = ['nats', 'redis', 'mongodb', 'otlp', 'models', 'pinecone', 'objects', 'companies', 'web'] as const;
export type Place = (typeof places)[number];

interface Variables {
  /** Set by the chart itself, or by the image. */
  readonly fixed?: readonly string[];
  /** Set by whoever installs it. */
  readonly free?: readonly string[];
  /** Read from a Secret alone. */
  readonly secret?: readonly string[];
  /** Without one of these free ones nothing is connected to. */
  readonly when?: readonly string[];
}

/** Every variable of every service: what it leads to, and who sets it. */
const leadingTo: Readonly<Record<Place | 'nowhere', Variables>> = {
  nats: { fixed: ['PARLEY_NATS_URL', 'PARLEY_NATS_USER'], secret: ['PARLEY_NATS_PASSWORD'] },
  redis: { secret: ['PARLEY_REDIS_URL'] },
  mongodb: { fixed: ['PARLEY_STORE'], free: ['PARLEY_MONGODB_PREFIX'], secret: ['PARLEY_MONGODB_URL'] },
  otlp: { fixed: ['OTEL_EXPORTER_OTLP_ENDPOINT'], free: ['PARLEY_TRACE_RATIO'] },
  models: {
    free: [
      'PARLEY_LLM_CHAIN',
      'PARLEY_EMBEDDINGS',
      'PARLEY_OPENAI_URL',
      'PARLEY_AZURE_OPENAI_URL',
      'PARLEY_AZURE_OPENAI_VERSION',
      'PARLEY_BEDROCK_REGION',
      'PARLEY_BEDROCK_URL',
    ],
    when: ['PARLEY_LLM_CHAIN', 'PARLEY_EMBEDDINGS'],
    secret: ['PARLEY_OPENAI_KEY', 'PARLEY_AZURE_OPENAI_KEY', 'PARLEY_BEDROCK_KEY_ID', 'PARLEY_BEDROCK_SECRET'],
  },
  pinecone: {
    fixed: ['PARLEY_PINECONE_WORDS_HOST', 'PARLEY_PINECONE_MEANING_HOST'],
    secret: ['PARLEY_PINECONE_KEY'],
  },
  objects: {
    free: ['PARLEY_S3_BUCKET', 'PARLEY_S3_REGION', 'PARLEY_S3_URL', 'PARLEY_S3_PATH_STYLE', 'PARLEY_S3_PREFIX'],
    when: ['PARLEY_S3_BUCKET'],
    secret: ['PARLEY_S3_KEY_ID', 'PARLEY_S3_SECRET'],
  },
  companies: {
    free: ['PARLEY_ACTION_ORIGINS'],
    when: ['PARLEY_ACTION_ORIGINS'],
    secret: ['PARLEY_ACTION_KEYS'],
  },
  web: { free: ['PARLEY_INGESTION_PORTS', 'PARLEY_INGESTION_PRIVATE_HOSTS'] },
  nowhere: {
    fixed: [
      'PARLEY_STATE',
      'PARLEY_INDEX',
      'PARLEY_HEALTH_HOST',
      'PARLEY_HEALTH_PORT',
      'PARLEY_HTTP_HOST',
      'PARLEY_HTTP_PORT',
      'PARLEY_CONSOLE',
      'PARLEY_WIDGET',
      'PARLEY_SUPERVISED',
      'PARLEY_MODELS',
    ],
    free: [
      'PARLEY_LOG_LEVEL',
      'PARLEY_TRUSTED_PROXIES',
      'PARLEY_INGESTION_WORKER_MEMORY_MB',
      'PARLEY_INGESTION_WORKER_TIME_MS',
      'PARLEY_LLM_PRICES',
      'PARLEY_LLM_FIRST_TEXT_MS',
      'PARLEY_LLM_NEXT_TEXT_MS',
      'PARLEY_LLM_RETRIES',
      'PARLEY_LLM_MOST_TOKENS',
      'PARLEY_LLM_MEMORY_TOKENS',
      'PARLEY_LLM_EVIDENCE_TOKENS',
      'PARLEY_NLU_MODEL_MEMORY_MB',
    ],
  },
};

/** What the sources of a service tell. */
export interface ServiceSources {
  /** The variables that its settings are read from. */
  readonly variables: readonly string[];
  /** All services are told where MongoDB and Redis are; these two say who connects. */
  readonly keepsDocuments: boolean;
  /** Keeps none itself, but reads of MongoDB what belongs to the passages in Pinecone. */
  readonly readsBesidePassages: boolean;
  readonly usesRedis: boolean;
}

/** How a place is connected to. */
interface Way {
  readonly secrets: readonly string[];
  /** Settings of which one switches it on, if it has any. */
  readonly when: readonly string[];
  /** Only together with this other place. */
  readonly beside?: Place;
}

/** One service as the chart is told. */
export interface Connections {
  readonly reaches: Partial<Record<Place, Way>>;
  readonly settings: readonly string[];
  readonly fixed: readonly string[];
}

const placeWith = (variable: string): Place | 'nowhere' | undefined =>
  ([...places, 'nowhere'] as const).find((place) => Object.values(leadingTo[place]).flat().includes(variable));

const connects = (place: Place, { keepsDocuments, readsBesidePassages, usesRedis }: ServiceSources): boolean =>
  place === 'mongodb' ? keepsDocuments || readsBesidePassages : place === 'redis' ? usesRedis : true;

const connectionsOfOne = (sources: ServiceSources): Connections => {
  const read = [...sources.variables].sort();
  const reached = places.filter(
    (place) => connects(place, sources) && read.some((variable) => placeWith(variable) === place),
  );
  const among = (kind: keyof Variables, of: readonly (Place | 'nowhere')[]): string[] =>
    read.filter((variable) => of.some((place) => leadingTo[place][kind]?.includes(variable)));
  const wayTo = (place: Place): Way => ({
    secrets: among('secret', [place]),
    when: among('when', [place]),
    ...(place === 'mongodb' && !sources.keepsDocuments ? { beside: 'pinecone' } : {}),
  });
  return {
    reaches: Object.fromEntries(reached.map((place) => [place, wayTo(place)])),
    settings: among('free', [...reached, 'nowhere']),
    fixed: among('fixed', [...reached, 'nowhere']),
  };
};

/** What the network and the pods of the fleet are made from, and variables that the table above does not know. */
export const connectionsOf = (
  sources: Readonly<Record<Service, ServiceSources>>,
): { connections: Record<string, Connections>; faults: string[] } => ({
  connections: Object.fromEntries(services.map((service) => [service, connectionsOfOne(sources[service])])),
  faults: services.flatMap((service) =>
    sources[service].variables
      .filter((variable) => placeWith(variable) === undefined)
      .map((variable) => `${variable} of ${service}: say in tools/generators/src/connections.ts what it leads to`),
  ),
});
