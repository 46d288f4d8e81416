import { mutateProtobuf } from './mutate-protobuf';
import { lengthPrefixed } from './pack';
import type { Random } from './random';

type Mutation = (messages: readonly Uint8Array[], random: Random) => Uint8Array;

const MUTATIONS: readonly Mutation[] = [
  changeMessage,
  changeMessage,
  changeMessage,
  (messages, random) => lengthPrefixed([...messages, random.pick(messages)]),
  (messages, random) => lengthPrefixed(messages.toSpliced(random.between(0, messages.length), 0, new Uint8Array(0))),
  (messages, random) => lengthPrefixed(messages.toSpliced(random.between(0, messages.length - 1), 1)),
  (messages, random) => Buffer.concat(messages.map((one) => (random.chance(0.5) ? one : lengthPrefixed([one])))),
  wrongLength,
  wrongLength,
];

/** Messages with their lengths in front of them, with one thing done to a message, to a length or to their row. */
export function mutateFramed(bytes: Uint8Array, random: Random): Uint8Array {
  const messages = messagesOf(bytes);
  return messages.length === 0 ? mutateProtobuf(bytes, random) : random.pick(MUTATIONS)(messages, random);
}

/** As far as lengths are right. */
function messagesOf(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const messages: Uint8Array[] = [];
  for (let at = 0; at + 4 <= bytes.length; ) {
    const end = at + 4 + view.getUint32(at);
    if (end > bytes.length) break;
    messages.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return messages;
}

function changeMessage(messages: readonly Uint8Array[], random: Random): Uint8Array {
  const at = random.between(0, messages.length - 1);
  return lengthPrefixed(messages.with(at, mutateProtobuf(messages[at]!, random)));
}

/** A little off, of another byte order, or beyond all there is. */
function wrongLength(messages: readonly Uint8Array[], random: Random): Uint8Array {
  const whole = Uint8Array.from(lengthPrefixed(messages));
  const before = random.between(0, messages.length - 1);
  const at = messages.slice(0, before).reduce((sum, { length }) => sum + 4 + length, 0);
  const view = new DataView(whole.buffer);
  const length = view.getUint32(at);
  const wrong = random.pick([length - 1, length + 1, length + 4, 0, 2 ** 31, 2 ** 32 - 1]);
  view.setUint32(at, wrong, random.chance(0.1));
  return whole;
}
