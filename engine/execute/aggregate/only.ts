import type { Scope } from '../scope';
import type { Evaluator, ValueOperator } from '../value/evaluator';
import { keyToken } from '../value/key-token';
import { ABSENT, INCOMPLETE, NOT_COMPUTABLE } from '../value/nothing';
import type { Present, Value } from '../value/runtime';
import type { Accumulator } from './accumulator';
import { scalarsOf } from './quantity';

/** The one value that all have. Several values can't be one; where there may be more, one can't be known. */
export function makeOnly(plan: ValueOperator<'aggregate'>, scope: Scope): Accumulator {
  return new Only(scope.value(plan.value!));
}

class Only implements Accumulator {
  skipped = 0;
  private hasCertain = false;
  private first: Present | null = null;
  private readonly tokens = new Set<string>();

  constructor(private readonly value: Evaluator) {}

  reset(): void {
    this.skipped = 0;
    this.hasCertain = false;
    this.first = null;
    this.tokens.clear();
  }

  add(_: number, certain: boolean): void {
    const scalars = scalarsOf(this.value.value());
    if (scalars.length === 0) this.skipped++;
    else if (certain) this.hasCertain = true;
    for (const scalar of scalars) {
      this.first ??= scalar;
      // what equals nothing differs from everything
      this.tokens.add(keyToken(scalar) ?? `unlike ${this.tokens.size}`);
    }
  }

  result(open: boolean): Value {
    if (this.tokens.size > 1) return NOT_COMPUTABLE;
    if (open) return INCOMPLETE;
    if (this.first === null) return ABSENT;
    return this.hasCertain ? this.first : INCOMPLETE;
  }
}
