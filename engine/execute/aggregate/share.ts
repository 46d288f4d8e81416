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
  private possible = 0;
  private readonly counts = new Map<string, number>();
  /** How many tokens are there at least so often, by how often; its last place is the most often that one is. */
  private readonly having: number[] = [0];

  constructor(private readonly by: Evaluator) {}

  reset(): void {
    this.skipped = 0;
    this.total = 0;
    this.possible = 0;
    this.counts.clear();
    this.having.length = 1;
  }

  add(_: number, certain: boolean): void {
    const tokens = this.tokens();
    if (tokens.length === 0) this.skipped++;
    else if (!certain) this.possible++;
    this.total += tokens.length;
    for (const token of tokens) {
      const count = (this.counts.get(token) ?? 0) + 1;
      this.counts.set(token, count);
      this.having[count] = (this.having[count] ?? 0) + 1;
    }
  }

  remove(_: number, certain: boolean): void {
    const tokens = this.tokens();
    if (tokens.length === 0) this.skipped--;
    else if (!certain) this.possible--;
    this.total -= tokens.length;
    for (const token of tokens) {
      const count = this.counts.get(token)!;
      this.counts.set(token, count - 1);
      this.having[count]!--;
      if (this.having[count] === 0) this.having.pop();
    }
  }

  private tokens(): readonly string[] {
    return scalarsOf(this.by.value()).flatMap((scalar) => keyToken(scalar) ?? []);
  }

  result(open: boolean): Value {
    if (open || this.possible > 0) return INCOMPLETE;
    return this.total === 0 ? ABSENT : (this.having.length - 1) / this.total;
  }
}
