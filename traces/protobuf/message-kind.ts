import { Malformed, STARVED } from '../interruption';
import { tagOf, WireScanner, WireType } from './wire';

const LIST_OF_BLOCKS = tagOf(1, WireType.lengthDelimited);
const LIST = tagOf(2, WireType.lengthDelimited);

/** Fields that a signal's records have and those of the others don't. */
const LOG_RECORD = new Set([tagOf(1, WireType.fixed64), tagOf(11, WireType.fixed64)]);
const SPAN = new Set([tagOf(6, WireType.varint), tagOf(7, WireType.fixed64), tagOf(8, WireType.fixed64)]);

/** What the records inside are, in traces, logs and metrics alike two lists further in. */
type MessageKind = 'traces' | 'logs' | 'metrics';

/**
 * Which OTLP message a content seems to be, by as much of it as is there; null for none. Messages without a single
 * record look alike and count as traces.
 */
export function messageKind(head: Uint8Array): MessageKind | null {
  if (head[0] !== LIST_OF_BLOCKS) return null;
  const scanner = new WireScanner();
  scanner.append(head);
  try {
    return findRecord(scanner, Number.POSITIVE_INFINITY, 0) ?? 'traces';
  } catch (thrown) {
    if (thrown === STARVED) return 'traces';
    if (thrown instanceof Malformed) return null;
    throw thrown;
  }
}

/** Looks for the first record through the levels: content, resource's block, scope's block. */
function findRecord(scanner: WireScanner, end: number, level: number): MessageKind | undefined {
  const list = level === 0 ? LIST_OF_BLOCKS : LIST;
  while (scanner.pos < end) {
    if (scanner.pos >= scanner.limit) return undefined;
    const tag = scanner.readTag();
    if (tag >>> 3 > 3 && level > 0 && tag >>> 3 < 1000) throw new Malformed('no field of OTLP', scanner.pos);
    if (tag !== list) {
      scanner.skip(tag, end);
      continue;
    }
    const stop = scanner.enter(end);
    const found = level === 2 ? recordKind(scanner, stop) : findRecord(scanner, stop, level + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function recordKind(scanner: WireScanner, end: number): MessageKind {
  let first = true;
  while (scanner.pos < Math.min(end, scanner.limit)) {
    const tag = scanner.readTag();
    if (LOG_RECORD.has(tag)) return 'logs';
    if (SPAN.has(tag)) return 'traces';
    // a trace id; a metric's name may be as long, but few are
    if (first && tag === tagOf(1, WireType.lengthDelimited) && scanner.bytes[scanner.pos] === 16) return 'traces';
    first = false;
    scanner.skip(tag, end);
  }
  return 'metrics';
}
