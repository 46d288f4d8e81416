import type { Scope } from '../scope';
import type { ValueOperator } from '../value/evaluator';
import { INCOMPLETE } from '../value/nothing';
import { Range, type Unit, type Value } from '../value/runtime';
import type { Accumulator } from './accumulator';
import { Quantities } from './quantities';
import { valueOfQuantity } from './quantity';

export function makeMinimum(plan: ValueOperator<'aggregate'>, scope: Scope): Accumulator {
  return new Extreme(plan, scope, -1);
}

export function makeMaximum(plan: ValueOperator<'aggregate'>, scope: Scope): Accumulator {
  return new Extreme(plan, scope, 1);
}

/** What is certain is a bound that more can only push outward: up for the maximum, down for the minimum. */
class Extreme extends Quantities {
  private inner: number | bigint | null = null;
  private outer: number | bigint | null = null;

  constructor(
    plan: ValueOperator<'aggregate'>,
    scope: Scope,
    private readonly outward: 1 | -1,
  ) {
    super(plan, scope);
  }

  protected clear(): void {
    this.inner = null;
    this.outer = null;
  }

  protected take(amount: number | bigint, certain: boolean): void {
    if (certain && this.isBeyond(amount, this.inner)) this.inner = amount;
    if (this.isBeyond(amount, this.outer)) this.outer = amount;
  }

  private isBeyond(amount: number | bigint, than: number | bigint | null): boolean {
    return than === null || (this.outward > 0 ? amount > than : amount < than);
  }

  protected finish(unit: Unit, open: boolean): Value {
    if (this.inner === null) return INCOMPLETE;
    const outer = open ? this.outward * Number.POSITIVE_INFINITY : this.outer!;
    if (this.inner === outer) return valueOfQuantity(this.inner, unit);
    return this.outward > 0 ? new Range(this.inner, outer, unit) : new Range(outer, this.inner, unit);
  }
}
