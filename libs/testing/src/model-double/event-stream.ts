import { crc32 } from 'node:zlib';

const stringType = 7;

function headerOf(name: string, value: string): Buffer {
  const [key, content] = [Buffer.from(name), Buffer.from(value)];
  const length = Buffer.alloc(3);
  length.writeUInt8(stringType, 0);
  length.writeUInt16BE(content.length, 1);
  return Buffer.concat([Buffer.from([key.length]), key, length, content]);
}

/** One message of `application/vnd.amazon.eventstream`: lengths, their checksum, headers, payload, checksum. */
function awsMessage(headers: Readonly<Record<string, string>>, payload: object): Buffer {
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => headerOf(name, value)));
  const body = Buffer.from(JSON.stringify(payload));
  const message = Buffer.alloc(12 + head.length + body.length + 4);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt32BE(head.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  head.copy(message, 12);
  body.copy(message, 12 + head.length);
  message.writeUInt32BE(crc32(message.subarray(0, message.length - 4)), message.length - 4);
  return message;
}

export const awsEvent = (type: string, payload: object): Buffer =>
  awsMessage({ ':message-type': 'event', ':event-type': type, ':content-type': 'application/json' }, payload);

export const awsException = (type: string, message: string): Buffer =>
  awsMessage(
    { ':message-type': 'exception', ':exception-type': type, ':content-type': 'application/json' },
    { message },
  );
