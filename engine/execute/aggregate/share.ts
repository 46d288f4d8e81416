import type { Scope } from '../scope';
import type { Evaluator, ValueOperator } from '../value/evaluator';
import { keyToken } from '../value/key-token';
import { ABSENT, INCOMPLETE } from '../value/nothing';
import type { Value } from '../value/runtime';
import type { Accumulator } from './accumulator';
import { scalarsOf } from './quantity';

/** The largest part of all values of `by` that are equal, as a double; a list gives each of its elements. */
export function makeShare(plan: ValueOperator<'aggregate'>, scope: Scope): Accumulator {
  return new Share(scope.value(plan.by!));
}

class Share implements Accumulator {
  skipped = 0;
  private total = 0;
  private largest = 0;
  private possible = false;
  private readonly counts = new Map<string, number>();

  constructor(private readonly by: Evaluator) {}

  reset(): void {
    this.skipped = 0;
    this.total = 0;
    this.largest = 0;
    this.possible = false;
    this.counts.clear();
  }

  add(_: number, certain: boolean): void {
    const tokens = scalarsOf(this.by.value()).flatMap((scalar) => keyToken(scalar) ?? []);
    if (tokens.length === 0) {
      this.skipped++;
      return;
    }
    this.total += tokens.length;
    if (!certain) this.possible = true;
    for (const token of tokens) {
      const count = (this.counts.get(token) ?? 0) + 1;
      this.counts.set(token, count);
      if (count > this.largest) this.largest = count;
    }
  }

  result(open: boolean): Value {
    if (open || this.possible) return INCOMPLETE;
    return this.total === 0 ? ABSENT : this.largest / this.total;
  }
}
