import { type Chunks, ENVELOPE_HEAD, type Envelope } from './envelope';
import { gzip } from './gzip';
import { zstd } from './zstd';
import { zstdFramed } from './zstd-framed';

const ENVELOPES: readonly Envelope[] = [gzip, zstd, zstdFramed];

/** Whether stored bytes that begin like this are packed. */
export function isPacked(head: Uint8Array): boolean {
  return ENVELOPES.some((envelope) => envelope.recognises(head.subarray(0, ENVELOPE_HEAD)));
}

export interface OpenedEnvelope {
  readonly suffix: string;
  readonly content: Chunks;
}

/** Looks at the first stored bytes, and unpacks what is packed. */
export async function openEnvelope(stored: Chunks): Promise<OpenedEnvelope> {
  const iterator = asynchronous(stored);
  let head = new Uint8Array(0);
  while (head.length < ENVELOPE_HEAD) {
    const next = await iterator.next();
    if (next.done) break;
    head = joined(head, next.value);
  }
  const all = prepended(head, iterator);
  const envelope = ENVELOPES.find((candidate) => candidate.recognises(head));
  return envelope === undefined
    ? { suffix: '', content: all }
    : { suffix: envelope.suffix, content: envelope.unpack(all) };
}

async function* asynchronous(chunks: Chunks): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function* prepended(head: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield head;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
