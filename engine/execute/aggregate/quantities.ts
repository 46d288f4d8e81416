import type { Scope } from '../scope';
import type { Evaluator, ValueOperator } from '../value/evaluator';
import { ABSENT, INCOMPLETE, NOT_COMPUTABLE } from '../value/nothing';
import type { Unit, Value } from '../value/runtime';
import type { Accumulator } from './accumulator';
import { quantitiesOf } from './quantity';

const UNITS: readonly Unit[] = ['number', 'duration', 'instant'];

/** What aggregates of quantities have in common: reading them, skipping what has none, and one unit for all. */
export abstract class Quantities implements Accumulator {
  skipped = 0;
  protected certainSkipped = 0;
  /** How many matches had a quantity that only possibly counts. */
  protected possible = 0;
  protected certain = 0;
  private readonly units: Record<Unit, number> = { number: 0, duration: 0, instant: 0 };
  private readonly value: Evaluator;

  constructor(plan: ValueOperator<'aggregate'>, scope: Scope) {
    this.value = scope.value(plan.value!);
  }

  reset(): void {
    this.skipped = 0;
    this.certainSkipped = 0;
    this.possible = 0;
    this.certain = 0;
    this.units.number = 0;
    this.units.duration = 0;
    this.units.instant = 0;
    this.clear();
  }

  add(_: number, certain: boolean): void {
    const quantities = quantitiesOf(this.value.value());
    if (quantities.length === 0) {
      this.skipped++;
      if (certain) this.certainSkipped++;
      return;
    }
    if (certain) this.certain++;
    else this.possible++;
    for (const { amount, unit } of quantities) {
      this.units[unit]++;
      this.take(amount, certain);
    }
  }

  remove(_: number, certain: boolean): void {
    const quantities = quantitiesOf(this.value.value());
    if (quantities.length === 0) {
      this.skipped--;
      if (certain) this.certainSkipped--;
      return;
    }
    if (certain) this.certain--;
    else this.possible--;
    for (const { amount, unit } of quantities) {
      this.units[unit]--;
      this.giveBack(amount, certain);
    }
  }

  result(open: boolean): Value {
    const [unit, another] = UNITS.filter((one) => this.units[one] > 0);
    if (another !== undefined) return NOT_COMPUTABLE;
    if (unit !== undefined) return this.finish(unit, open);
    return this.skipped > 0 ? this.allSkipped(open) : this.empty(open);
  }

  /** Of matches of which none has a quantity. */
  protected allSkipped(open: boolean): Value {
    return open ? INCOMPLETE : ABSENT;
  }

  /** Of no matches at all. */
  protected empty(open: boolean): Value {
    return open ? INCOMPLETE : ABSENT;
  }

  protected abstract clear(): void;
  protected abstract take(amount: number | bigint, certain: boolean): void;
  /** The amount that was taken first and is not given back yet. */
  protected abstract giveBack(amount: number | bigint, certain: boolean): void;
  protected abstract finish(unit: Unit, open: boolean): Value;
}
