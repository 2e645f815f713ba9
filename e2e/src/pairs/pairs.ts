import {
  Api,
  type MongoPeer,
  type PineconeDouble,
  type RunningFleet,
  type S3Double,
  onMongo,
  startFleet,
  startPineconeDouble,
  startS3Double,
} from '@parley/testing';
import { services } from '@parley/contracts';
import { startBalancer } from './balancer.js';

/** Two processes of every service, each with a folder of its own: they share no disk, only what a network reaches. */
export interface Pairs extends RunningFleet {
  readonly pinecone: PineconeDouble;
  readonly s3: S3Double;
}

/** Writes to the index are seen so much later, in milliseconds. */
const lag_ms = 200;

export async function startPairs(peer: Exclude<MongoPeer, { readonly skipped: string }>): Promise<Pairs> {
  const [pinecone, s3] = await Promise.all([startPineconeDouble({ lag_ms }), startS3Double()]);
  const fleet = await startFleet({
    replicas: Object.fromEntries(services.map((service) => [service, 2])),
    ownFolders: true,
    variables: {
      ...onMongo(peer),
      PARLEY_MODELS: '',
      PARLEY_PINECONE_KEY: pinecone.key,
      PARLEY_PINECONE_WORDS_HOST: pinecone.words,
      PARLEY_S3_BUCKET: s3.bucket,
      PARLEY_S3_URL: s3.url,
      PARLEY_S3_KEY_ID: s3.credentials.id,
      PARLEY_S3_SECRET: s3.credentials.secret,
    },
  });
  const balancer = await startBalancer(fleet.plan.gatewayUrls);
  const stop = async () => {
    await balancer.stop();
    await fleet.stop();
    await Promise.all([pinecone.stop(), s3.stop()]);
  };
  return { ...fleet, api: new Api(balancer.url), pinecone, s3, stop };
}
