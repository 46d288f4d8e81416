import type { Scope } from '../scope';
import type { ValueOperator } from '../value/evaluator';
import { ABSENT, INCOMPLETE, NOT_COMPUTABLE } from '../value/nothing';
import { Range, type Unit, type Value } from '../value/runtime';
import type { Accumulator } from './accumulator';
import { Quantities } from './quantities';
import { valueOfQuantity } from './quantity';
import { Total } from './total';

/** Possible matches widen the sum, down by what is negative; where there may be more it has no upper bound. */
export function makeSum(plan: ValueOperator<'aggregate'>, scope: Scope): Accumulator {
  return new Sum(plan, scope);
}

class Sum extends Quantities {
  private readonly low = new Total();
  private readonly high = new Total();

  protected clear(): void {
    this.low.clear();
    this.high.clear();
  }

  protected take(amount: number | bigint, certain: boolean): void {
    if (certain || amount < 0) this.low.add(amount);
    if (certain || amount > 0) this.high.add(amount);
  }

  protected giveBack(amount: number | bigint, certain: boolean): void {
    if (certain || amount < 0) this.low.remove(amount);
    if (certain || amount > 0) this.high.remove(amount);
  }

  protected finish(unit: Unit, open: boolean): Value {
    if (unit === 'instant') return NOT_COMPUTABLE;
    const low = this.low.value;
    const high = open ? Number.POSITIVE_INFINITY : this.high.value;
    return low === high ? valueOfQuantity(low, unit) : new Range(low, high, unit);
  }

  /** Without a certain match it is absent or 0. */
  protected override allSkipped(open: boolean): Value {
    return open || this.certainSkipped === 0 ? INCOMPLETE : ABSENT;
  }

  protected override empty(open: boolean): Value {
    return open ? new Range(0, Number.POSITIVE_INFINITY, 'number') : 0;
  }
}
