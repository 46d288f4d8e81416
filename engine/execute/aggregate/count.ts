import type { Scope } from '../scope';
import type { Tally } from '../search/search';
import type { ValueOperator } from '../value/evaluator';
import { INCOMPLETE, NOT_COMPUTABLE } from '../value/nothing';
import { isNothing, Range, type Value } from '../value/runtime';
import type { Accumulator } from './accumulator';

/** At least the certain matches, at most the possible ones too; where there may be more, without a bound. */
export function countOf({ certain, possible }: Tally, open: boolean): Value {
  if (open) return new Range(certain, Number.POSITIVE_INFINITY, 'number');
  return possible === 0 ? certain : new Range(certain, certain + possible, 'number');
}

/** A count over the window's length, per second; without a window there is no rate. */
export function rateOf(count: Value, seconds: number | null): Value {
  if (seconds === null) return NOT_COMPUTABLE;
  if (isNothing(count)) return INCOMPLETE;
  if (count instanceof Range) return new Range(Number(count.low) / seconds, Number(count.high) / seconds, 'number');
  return Number(count) / seconds;
}

export function makeCount(): Accumulator {
  return new Count((count) => count);
}

export function makeRate(_: ValueOperator<'aggregate'>, { subject }: Scope): Accumulator {
  return new Count((count) => rateOf(count, subject.windowSeconds));
}

class Count implements Accumulator {
  readonly skipped = 0;
  private readonly tally: Tally = { certain: 0, possible: 0 };

  constructor(private readonly finish: (count: Value) => Value) {}

  reset(): void {
    this.tally.certain = 0;
    this.tally.possible = 0;
  }

  add(_: number, certain: boolean): void {
    if (certain) this.tally.certain++;
    else this.tally.possible++;
  }

  result(open: boolean): Value {
    return this.finish(countOf(this.tally, open));
  }
}
