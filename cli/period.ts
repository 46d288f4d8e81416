import { type Arguments, single } from './arguments';
import type { Io } from './io';
import { parseInstant } from './time';
import { UsageError } from './usage-error';

/** Nanoseconds since the epoch, both included; null where it is open. */
export interface Period {
  readonly start: bigint | null;
  readonly end: bigint | null;
}

/** What `--start` and `--end` say. @throws UsageError for what is no instant, and for an end before the start. */
export function periodOf(args: Arguments, io: Io): Period {
  const [start, end] = [instant('start'), instant('end')];
  if (start !== null && end !== null && start > end) throw new UsageError('--start is later than --end.');
  return { start, end };

  function instant(edge: 'start' | 'end'): bigint | null {
    const text = single(args, edge);
    return text === undefined ? null : parseInstant(`--${edge}`, text, edge, io.now);
  }
}
