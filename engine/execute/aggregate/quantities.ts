import type { Scope } from '../scope';
import type { Evaluator, ValueOperator } from '../value/evaluator';
import { ABSENT, INCOMPLETE, NOT_COMPUTABLE } from '../value/nothing';
import type { Unit, Value } from '../value/runtime';
import type { Accumulator } from './accumulator';
import { quantitiesOf } from './quantity';

/** What aggregates of quantities have in common: reading them, skipping what has none, and one unit for all. */
export abstract class Quantities implements Accumulator {
  skipped = 0;
  protected certainSkipped = 0;
  /** How many matches had a quantity that only possibly counts. */
  protected possible = 0;
  protected certain = 0;
  protected unit: Unit | 'mixed' | null = null;
  private readonly value: Evaluator;

  constructor(plan: ValueOperator<'aggregate'>, scope: Scope) {
    this.value = scope.value(plan.value!);
  }

  reset(): void {
    this.skipped = 0;
    this.certainSkipped = 0;
    this.possible = 0;
    this.certain = 0;
    this.unit = null;
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
      this.unit = this.unit === null || this.unit === unit ? unit : 'mixed';
      this.take(amount, certain);
    }
  }

  result(open: boolean): Value {
    if (this.unit === 'mixed') return NOT_COMPUTABLE;
    if (this.unit !== null) return this.finish(this.unit, open);
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
  protected abstract finish(unit: Unit, open: boolean): Value;
}
