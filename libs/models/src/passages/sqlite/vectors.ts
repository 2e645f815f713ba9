import type { DatabaseSync } from 'node:sqlite';
import { compared } from '../rank.js';
import { cosine } from '../cosine.js';

/** Nearest by the sign bits of the vectors that are then compared exactly; more cost time and find nothing more. */
const prefiltered = compared;

interface Model {
  readonly no: number;
  readonly dimensions: number;
}

const bitsOf = (vector: Float32Array): Uint8Array => {
  const bits = new Uint8Array(vector.length / 8);
  for (let at = 0; at < vector.length; at++) if (vector[at]! > 0) bits[at >> 3]! |= 1 << (at & 7);
  return bits;
};
const bytesOf = (vector: Float32Array): Uint8Array =>
  new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
const vectorOf = (bytes: Uint8Array): Float32Array => new Float32Array(Uint8Array.from(bytes).buffer);

/** Vectors of passages: sign bits in a table of sqlite-vec for each model, divided by partition, and all of them exact. */
export class Vectors {
  constructor(private readonly db: DatabaseSync) {}

  /** Within a transaction. */
  add(partition_no: number, passage_no: number, model: string, vector: Float32Array): void {
    const { no, dimensions } = this.modelOf(model) ?? this.newModel(model, vector.length);
    if (vector.length !== dimensions) throw new Error(`a vector of ${model} has ${dimensions} dimensions`);
    this.db
      .prepare(`INSERT INTO bits_${no} (rowid, partition_no, bits) VALUES (?, ?, vec_bit(?))`)
      .run(BigInt(passage_no), BigInt(partition_no), bitsOf(vector));
    this.db
      .prepare('INSERT INTO vectors (passage_no, model_no, vector) VALUES (?, ?, ?)')
      .run(passage_no, no, bytesOf(vector));
  }

  /** Within a transaction. */
  remove(passage_no: number): void {
    const row = this.db.prepare('DELETE FROM vectors WHERE passage_no = ? RETURNING model_no').get(passage_no);
    if (row) this.db.prepare(`DELETE FROM bits_${row['model_no'] as number} WHERE rowid = ?`).run(BigInt(passage_no));
  }

  /** Numbers of the nearest passages of a partition; none where the model made no vector yet. */
  nearest(partition_no: number, model: string, vector: Float32Array): number[] {
    const known = this.modelOf(model);
    if (known?.dimensions !== vector.length) return [];
    const rows = this.db
      .prepare(
        `SELECT rowid FROM bits_${known.no} WHERE partition_no = ? AND bits MATCH vec_bit(?) AND k = ${prefiltered}`,
      )
      .all(BigInt(partition_no), bitsOf(vector)) as { rowid: number }[];
    return rows.map(({ rowid }) => rowid);
  }

  /** Cosine of each passage that has a vector of the model. */
  compare(passage_nos: readonly number[], model: string, vector: Float32Array): Map<number, number> {
    const known = this.modelOf(model);
    if (known?.dimensions !== vector.length) return new Map();
    const read = this.db.prepare('SELECT vector FROM vectors WHERE passage_no = ? AND model_no = ?');
    const compared = new Map<number, number>();
    for (const passage_no of passage_nos) {
      const row = read.get(passage_no, known.no) as { vector: Uint8Array } | undefined;
      if (row) compared.set(passage_no, cosine(vector, vectorOf(row.vector)));
    }
    return compared;
  }

  private modelOf(model: string): Model | undefined {
    return this.db.prepare('SELECT no, dimensions FROM models WHERE model = ?').get(model) as Model | undefined;
  }

  private newModel(model: string, dimensions: number): Model {
    const { lastInsertRowid } = this.db
      .prepare('INSERT INTO models (model, dimensions) VALUES (?, ?)')
      .run(model, dimensions);
    this.db.exec(
      `CREATE VIRTUAL TABLE bits_${lastInsertRowid} USING vec0(partition_no integer partition key, bits bit[${dimensions}])`,
    );
    return { no: Number(lastInsertRowid), dimensions };
  }
}
