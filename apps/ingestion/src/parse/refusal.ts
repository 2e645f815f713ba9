import type { ErrorCode } from '@parley/contracts';

/** Why a document of the right type cannot be taken in. */
export type RefusalCode = Extract<
  ErrorCode,
  'document.empty' | 'document.encrypted' | 'document.too_complex' | 'document.type_unsupported' | 'document.unreadable'
>;

/** The document cannot be read, now or ever. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: RefusalCode,
    message?: string,
  ) {
    super(message);
  }
}
