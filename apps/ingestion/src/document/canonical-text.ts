import { Injectable } from '@nestjs/common';
import type { Change } from '@parley/storage';
import { Files } from '../file/files.js';
import type { CutDocument } from '../worker/cut-document.js';
import { textFileOf, type VersionRecord } from './version.store.js';

/** Longest text, in UTF-16 units, that a version holds itself; a longer one is a file. */
const longestHeld = 512 * 1024;

/** The texts that offsets of chunks refer to. */
@Injectable()
export class CanonicalTexts {
  constructor(private readonly files: Files) {}

  /** What changes of a version that was cut. A long text is stored when this resolves; the password is forgotten. */
  async keep({ tenant, id, given }: VersionRecord, cut: CutDocument): Promise<Change<VersionRecord>> {
    const { password: _forgotten, ...rest } = given;
    const { text, ...others } = cut;
    if (text === undefined || text.length <= longestHeld) return { given: rest, cut };
    await this.files.writeText(tenant, textFileOf(id), text);
    return { given: rest, cut: others, text_in_file: true };
  }

  /** The text of a version that was cut, from `start` to `end`. */
  async read(version: VersionRecord, start = 0, end = Infinity): Promise<string> {
    const { tenant, id, given, cut, text_in_file } = version;
    if (text_in_file) return this.files.readText(tenant, textFileOf(id), start, end);
    const text = cut?.text ?? ('source' in given ? given.source : '');
    return text.slice(start, end);
  }
}
