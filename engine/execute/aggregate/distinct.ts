import type { Scope } from '../scope';
import type { ValueOperator } from '../value/evaluator';
import { ABSENT, INCOMPLETE } from '../value/nothing';
import { Range, type Value } from '../value/runtime';
import type { Accumulator } from './accumulator';
import { makeTokens } from './tokens';

/** How many values there are that differ as by `==`. */
export function makeDistinct(plan: ValueOperator<'aggregate'>, scope: Scope): Accumulator {
  return new Distinct(makeTokens(scope.value(plan.value!), scope));
}

class Distinct implements Accumulator {
  skipped = 0;
  private certainSkipped = 0;
  private readonly certain = new Bag();
  private readonly all = new Bag();

  constructor(private readonly tokens: () => readonly string[]) {}

  reset(): void {
    this.skipped = 0;
    this.certainSkipped = 0;
    this.certain.clear();
    this.all.clear();
  }

  add(_: number, certain: boolean): void {
    this.change(certain, 1);
  }

  remove(_: number, certain: boolean): void {
    this.change(certain, -1);
  }

  private change(certain: boolean, by: 1 | -1): void {
    const tokens = this.tokens();
    if (tokens.length === 0) {
      this.skipped += by;
      if (certain) this.certainSkipped += by;
    }
    for (const token of tokens) {
      this.all.change(token, by);
      if (certain) this.certain.change(token, by);
    }
  }

  result(open: boolean): Value {
    // without a certain match it is absent or 0
    if (this.all.size === 0 && this.skipped > 0) return open || this.certainSkipped === 0 ? INCOMPLETE : ABSENT;
    const low = this.certain.size;
    const high = open ? Number.POSITIVE_INFINITY : this.all.size;
    return low === high ? low : new Range(low, high, 'number');
  }
}

/** Where there are more, they are looked up. */
const MOST_COMPARED = 8;

/** How often each token is there; those that are not there any more are forgotten. Nearly always there is one, or a few. */
class Bag {
  private readonly tokens: string[] = [];
  private readonly counts: number[] = [];
  private readonly others = new Map<string, number>();
  private compared = 0;

  get size(): number {
    return this.compared + this.others.size;
  }

  clear(): void {
    this.compared = 0;
    if (this.others.size > 0) this.others.clear();
  }

  change(token: string, by: 1 | -1): void {
    for (let i = 0; i < this.compared; i++) {
      if (this.tokens[i] === token) {
        this.changeAt(i, by);
        return;
      }
    }
    if (this.compared === MOST_COMPARED || this.others.size > 0) this.changeOther(token, by);
    else this.add(token, by);
  }

  private add(token: string, count: number): void {
    this.tokens[this.compared] = token;
    this.counts[this.compared++] = count;
  }

  private changeAt(place: number, by: number): void {
    const count = this.counts[place]! + by;
    this.counts[place] = count;
    if (count !== 0) return;
    // the last one takes its place
    const last = --this.compared;
    this.tokens[place] = this.tokens[last]!;
    this.counts[place] = this.counts[last]!;
  }

  private changeOther(token: string, by: number): void {
    const count = (this.others.get(token) ?? 0) + by;
    if (count === 0) this.others.delete(token);
    else this.others.set(token, count);
  }
}
