import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@parley/contracts';
import { type S3Double, startS3Double } from '@parley/testing';
import { filesContract } from './files.contract.js';
import { S3Files, type S3Place } from './s3-files.js';

const placeOf = ({ url, bucket, credentials }: S3Double): S3Place => ({
  ...{ url, bucket, credentials },
  region: 'us-east-1',
  path_style: true,
  prefix: 'parley/',
});

describe('files as objects (real: the AWS SDK; a double of the wire)', () => {
  filesContract(async () => {
    const double = await startS3Double();
    return { open: async () => new S3Files(placeOf(double)), remove: () => double.stop() };
  });

  describe('and a store with faults', () => {
    const tenant = newId();
    let double: S3Double;
    let files: S3Files;

    beforeEach(async () => {
      double = await startS3Double();
      files = new S3Files(placeOf(double));
    });
    afterEach(() => double.stop());

    const add = (number = 0) => files.add(tenant, 'book', number, Buffer.from('bytes'));

    it('names objects by company, file and number', async () => {
      await add(7);
      await files.writeText(tenant, 'text of book', 'words');
      expect(double.keys()).toEqual([`parley/${tenant}/book/000007`, `parley/${tenant}/text-of-book/000000`]);
    });

    it('asks again while the store is too busy', async () => {
      double.failNext(2, 503);
      await add();
      expect(double.keys()).toHaveLength(1);
    });

    it('says that it is away when it stays so, or refuses; nothing missing is taken for an empty file', async () => {
      await add();
      double.failNext(99, 500);
      await expect(files.read(tenant, 'book').next()).rejects.toMatchObject({ code: 'store.unavailable' });
      double.failNext(0, 0);
      const strangers = { ...placeOf(double), credentials: { id: 'ANOTHER', secret: 'key' } };
      await expect(new S3Files(strangers).read(tenant, 'book').next()).rejects.toMatchObject({
        code: 'store.unavailable',
      });
      const elsewhere = new S3Files({ ...placeOf(double), bucket: 'missing' });
      await expect(elsewhere.read(tenant, 'book').next()).rejects.toMatchObject({ code: 'store.unavailable' });
    });

    it('gives up on a store that is silent', async () => {
      double.failNext(99, 0);
      await expect(add()).rejects.toMatchObject({ code: 'store.unavailable' });
    }, 20_000);
  });
});
