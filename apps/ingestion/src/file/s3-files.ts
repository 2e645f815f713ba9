import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { FleetError } from '@parley/contracts';
import { breaker } from '@parley/runtime';
import { Files } from './files.js';

export interface S3Place {
  readonly bucket: string;
  readonly region: string;
  /** Of MinIO and others; without it AWS. */
  readonly url?: string;
  /** The bucket stands in the path of the address, not in its host. */
  readonly path_style: boolean;
  /** Without it whatever AWS itself finds: role, profile. */
  readonly credentials?: { readonly id: string; readonly secret: string };
  /** How all keys begin. */
  readonly prefix: string;
}

/** How long one request may take with its repeats, in milliseconds. */
const patience = 5000;
/** Tries of one request; the SDK waits between them, at random and longer each time, up to 20 s in all. */
const attempts = 4;
/** Objects that are deleted at the same time. */
const atOnce = 8;

/**
 * Files as objects of an S3-compatible store, one for each piece: `<prefix><tenant>/<file>/<number>`. Needs a store that
 * shows at once what was written, as AWS and its likes do; no multipart uploads, whose parts would be larger than pieces.
 */
export class S3Files extends Files {
  private readonly client: S3Client;
  private readonly guarded = breaker('s3', { harmless: isMissing });

  constructor(private readonly place: S3Place) {
    super();
    this.client = new S3Client(settingsOf(place));
  }

  add(tenant: string, file: string, number: number, bytes: Uint8Array): Promise<void> {
    return this.put(this.key(tenant, file, number), bytes, 'application/octet-stream');
  }

  async *read(tenant: string, file: string): AsyncGenerator<Buffer> {
    for (let number = 0; ; number++) {
      const piece = await this.get(this.key(tenant, file, number));
      if (!piece) return;
      yield piece;
    }
  }

  drop(tenant: string, file: string, number: number): Promise<void> {
    return this.remove(this.key(tenant, file, number));
  }

  async delete(tenant: string, file: string): Promise<void> {
    const { bucket: Bucket } = this.place;
    const Prefix = this.key(tenant, file, undefined);
    for (;;) {
      const page = new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 1000 });
      const { Contents = [] } = await this.run((abortSignal) => this.client.send(page, { abortSignal }));
      if (Contents.length === 0) return;
      const left = Contents.map(({ Key }) => Key!);
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          for (let key = left.pop(); key !== undefined; key = left.pop()) await this.remove(key);
        }),
      );
    }
  }

  /** As JSON, because a piece may end within a pair of surrogates, which no encoding of characters has. */
  protected addText(tenant: string, file: string, number: number, part: string): Promise<void> {
    return this.put(this.key(tenant, file, number), Buffer.from(JSON.stringify(part)), 'application/json');
  }

  protected async *texts(tenant: string, file: string, from: number): AsyncGenerator<string> {
    for (let number = from; ; number++) {
      const piece = await this.get(this.key(tenant, file, number));
      if (!piece) return;
      yield JSON.parse(piece.toString()) as string;
    }
  }

  private async put(Key: string, Body: Uint8Array, ContentType: string): Promise<void> {
    const object = new PutObjectCommand({ Bucket: this.place.bucket, Key, Body, ContentType });
    await this.run((abortSignal) => this.client.send(object, { abortSignal }));
  }

  private async get(Key: string): Promise<Buffer | undefined> {
    const object = new GetObjectCommand({ Bucket: this.place.bucket, Key });
    try {
      return await this.run(async (abortSignal) => {
        const { Body } = await this.client.send(object, { abortSignal });
        return Buffer.from(await Body!.transformToByteArray());
      });
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  private async remove(Key: string): Promise<void> {
    const object = new DeleteObjectCommand({ Bucket: this.place.bucket, Key });
    await this.run((abortSignal) => this.client.send(object, { abortSignal }));
  }

  /** Throws `store.unavailable` for whatever the store does not do; what it does not have goes through. */
  private async run<T>(request: (abortSignal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await this.guarded(() => request(AbortSignal.timeout(patience)));
    } catch (error) {
      if (isMissing(error)) throw error;
      throw new FleetError('store.unavailable', { files: 's3' }, { cause: error });
    }
  }

  private key(tenant: string, file: string, number: number | undefined): string {
    const named = `${this.place.prefix}${tenant}/${file.replaceAll(' ', '-')}/`;
    return number === undefined ? named : named + String(number).padStart(6, '0');
  }
}

const isMissing = (error: unknown): boolean => (error as Error | undefined)?.name === 'NoSuchKey';

const settingsOf = ({ region, url, path_style, credentials }: S3Place): S3ClientConfig => ({
  region,
  maxAttempts: attempts,
  retryMode: 'standard',
  // checksums that AWS added later are unknown to many others
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
  ...(url === undefined ? {} : { endpoint: url, forcePathStyle: path_style }),
  ...(credentials ? { credentials: { accessKeyId: credentials.id, secretAccessKey: credentials.secret } } : {}),
});
