import type { Scope } from '../scope';
import type { Evaluator, ValueOperator } from '../value/evaluator';
import { keyToken } from '../value/key-token';
import { ABSENT, INCOMPLETE } from '../value/nothing';
import { Range, type Value } from '../value/runtime';
import type { Accumulator } from './accumulator';
import { scalarsOf } from './quantity';

/** How many values there are that differ as by `==`. */
export function makeDistinct(plan: ValueOperator<'aggregate'>, scope: Scope): Accumulator {
  return new Distinct(scope.value(plan.value!));
}

class Distinct implements Accumulator {
  skipped = 0;
  private certainSkipped = 0;
  private readonly certain = new Set<string>();
  private readonly all = new Set<string>();

  constructor(private readonly value: Evaluator) {}

  reset(): void {
    this.skipped = 0;
    this.certainSkipped = 0;
    this.certain.clear();
    this.all.clear();
  }

  add(_: number, certain: boolean): void {
    const tokens = scalarsOf(this.value.value()).flatMap((scalar) => keyToken(scalar) ?? []);
    if (tokens.length === 0) {
      this.skipped++;
      if (certain) this.certainSkipped++;
    }
    for (const token of tokens) {
      this.all.add(token);
      if (certain) this.certain.add(token);
    }
  }

  result(open: boolean): Value {
    // without a certain match it is absent or 0
    if (this.all.size === 0 && this.skipped > 0) return open || this.certainSkipped === 0 ? INCOMPLETE : ABSENT;
    const low = this.certain.size;
    const high = open ? Number.POSITIVE_INFINITY : this.all.size;
    return low === high ? low : new Range(low, high, 'number');
  }
}
