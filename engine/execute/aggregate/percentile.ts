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
  private isSorted = true;

  constructor(
    plan: ValueOperator<'aggregate'>,
    scope: Scope,
    private readonly percent: number,
  ) {
    super(plan, scope);
  }

  protected clear(): void {
    this.amounts.length = 0;
    this.isSorted = false;
  }

  /** What comes after a result was asked for is put in its place, as the next result may follow soon. */
  protected take(amount: number | bigint): void {
    if (this.isSorted) this.amounts.splice(this.placeOf(amount), 0, amount);
    else this.amounts.push(amount);
  }

  protected giveBack(amount: number | bigint): void {
    this.sort();
    this.amounts.splice(this.placeOf(amount), 1);
  }

  /** The first place whose amount is not smaller. */
  private placeOf(amount: number | bigint): number {
    let low = 0;
    let high = this.amounts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.amounts[middle]! < amount) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private sort(): void {
    if (!this.isSorted) this.amounts.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    this.isSorted = true;
  }

  protected finish(unit: Unit, open: boolean): Value {
    if (open || this.possible > 0) return INCOMPLETE;
    this.sort();
    const rank = Math.ceil((this.percent * this.amounts.length) / 100);
    return valueOfQuantity(this.amounts[rank - 1]!, unit);
  }
}
