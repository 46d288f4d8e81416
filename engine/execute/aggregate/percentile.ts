import type { Scope } from '../scope';
import type { ValueOperator } from '../value/evaluator';
import { INCOMPLETE } from '../value/nothing';
import type { Unit, Value } from '../value/runtime';
import type { Accumulator } from './accumulator';
import { Quantities } from './quantities';
import { valueOfQuantity } from './quantity';

/** Nearest rank: the smallest value that at least `percent` of all don't exceed. */
export function makePercentile(plan: ValueOperator<'aggregate'>, scope: Scope, percent: number): Accumulator {
  return new Percentile(plan, scope, percent);
}

class Percentile extends Quantities {
  private readonly amounts: (number | bigint)[] = [];

  constructor(
    plan: ValueOperator<'aggregate'>,
    scope: Scope,
    private readonly percent: number,
  ) {
    super(plan, scope);
  }

  protected clear(): void {
    this.amounts.length = 0;
  }

  protected take(amount: number | bigint): void {
    this.amounts.push(amount);
  }

  protected finish(unit: Unit, open: boolean): Value {
    if (open || this.possible > 0) return INCOMPLETE;
    this.amounts.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    const rank = Math.ceil((this.percent * this.amounts.length) / 100);
    return valueOfQuantity(this.amounts[rank - 1]!, unit);
  }
}
