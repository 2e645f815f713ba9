import { Integer, Text } from '@parley/contracts';
import { Type } from 'class-transformer';

/** `limit` and `cursor` of a list. */
export class PageQuery {
  @Type(() => Number)
  @Integer({ min: 1, max: 100, optional: true, description: 'default 20; a page ends early at 512 kB' })
  limit?: number;
  @Text({ min: 1, max: 400, optional: true, description: 'of the page before' }) cursor?: string;
}

const usual = 20;

/** As the fleet takes it. */
export const pageOf = ({ limit = usual, cursor }: PageQuery): { limit: number; cursor?: string } => ({
  limit,
  ...(cursor === undefined ? {} : { cursor }),
});
