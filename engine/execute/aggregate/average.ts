import type { Scope } from '../scope';
import type { ValueOperator } from '../value/evaluator';
import { INCOMPLETE } from '../value/nothing';
import type { Unit, Value } from '../value/runtime';
import type { Accumulator } from './accumulator';
import { Quantities } from './quantities';
import { valueOfQuantity } from './quantity';
import { Total } from './total';

/** A double; of times, whole nanoseconds. Unknowable where not everything that counts is certain and seen. */
export function makeAverage(plan: ValueOperator<'aggregate'>, scope: Scope): Accumulator {
  return new Average(plan, scope);
}

class Average extends Quantities {
  private readonly total = new Total();
  private count = 0;

  protected clear(): void {
    this.total.clear();
    this.count = 0;
  }

  protected take(amount: number | bigint): void {
    this.total.add(amount);
    this.count++;
  }

  protected giveBack(amount: number | bigint): void {
    this.total.remove(amount);
    this.count--;
  }

  protected finish(unit: Unit, open: boolean): Value {
    if (open || this.possible > 0) return INCOMPLETE;
    const { value } = this.total;
    if (unit === 'number') return Number(value) / this.count;
    return valueOfQuantity(BigInt(value) / BigInt(this.count), unit);
  }
}
