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
  private readonly inner: Queue;
  private readonly outer: Queue;

  constructor(
    plan: ValueOperator<'aggregate'>,
    scope: Scope,
    private readonly outward: 1 | -1,
  ) {
    super(plan, scope);
    this.inner = new Queue(outward);
    this.outer = new Queue(outward);
  }

  protected clear(): void {
    this.inner.clear();
    this.outer.clear();
  }

  protected take(amount: number | bigint, certain: boolean): void {
    if (certain) this.inner.add(amount);
    this.outer.add(amount);
  }

  protected giveBack(_: number | bigint, certain: boolean): void {
    if (certain) this.inner.removeOldest();
    this.outer.removeOldest();
  }

  protected finish(unit: Unit, open: boolean): Value {
    const inner = this.inner.extreme;
    if (inner === undefined) return INCOMPLETE;
    const outer = open ? this.outward * Number.POSITIVE_INFINITY : this.outer.extreme!;
    if (inner === outer) return valueOfQuantity(inner, unit);
    return this.outward > 0 ? new Range(inner, outer, unit) : new Range(outer, inner, unit);
  }
}

/** The furthest of a queue of amounts. Only those are kept that nothing later reaches beyond. */
class Queue {
  private readonly amounts: (number | bigint)[] = [];
  /** When each came: its number in the queue. */
  private readonly numbers: number[] = [];
  private first = 0;
  private added = 0;
  private removed = 0;

  constructor(private readonly outward: 1 | -1) {}

  clear(): void {
    this.amounts.length = 0;
    this.numbers.length = 0;
    this.first = 0;
    this.added = 0;
    this.removed = 0;
  }

  add(amount: number | bigint): void {
    while (this.amounts.length > this.first && this.reaches(amount, this.amounts.at(-1)!)) {
      this.amounts.pop();
      this.numbers.pop();
    }
    this.amounts.push(amount);
    this.numbers.push(this.added++);
  }

  private reaches(amount: number | bigint, than: number | bigint): boolean {
    return this.outward > 0 ? amount >= than : amount <= than;
  }

  removeOldest(): void {
    this.removed++;
    if (this.numbers[this.first]! < this.removed) this.first++;
  }

  get extreme(): number | bigint | undefined {
    return this.amounts[this.first];
  }
}
