import { readFile } from 'node:fs/promises';

/** What a client was told about one of its messages. */
export interface Receipt {
  readonly session_id: string;
  readonly client_message_id: string;
  readonly message_id: string;
  readonly seq: number;
  readonly answer_seq: number;
  readonly method: string;
}

/** One line, fields separated by blanks. */
export const receiptOf = ({ session_id, client_message_id, message_id, seq, answer_seq, method }: Receipt): string =>
  `${session_id} ${client_message_id} ${message_id} ${seq} ${answer_seq} ${method}`;

export async function readReceipts(path: string): Promise<Receipt[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter(Boolean);
  return lines.map((line) => {
    const [session_id = '', client_message_id = '', message_id = '', seq, answer_seq, method = ''] = line.split(' ');
    return { session_id, client_message_id, message_id, seq: Number(seq), answer_seq: Number(answer_seq), method };
  });
}
