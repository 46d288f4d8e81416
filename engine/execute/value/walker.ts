import type { ValuePlan } from '../../plan/value';
import { Parent } from '../../store/store';
import { Batch } from '../batch/batch';
import { batchCodesOf } from '../batch/batch-codes';
import { BATCH_SIZE } from '../batch/sizes';
import type { Run } from '../run';
import type { Scope } from '../scope';
import { ABSENT_CODE, BROKEN_PARENT_CODE, NOT_COMPUTABLE_CODE } from './nothing';
import type { Walk } from './walk';

// codes start at NOT_COMPUTABLE_CODE: shifted so that 0 says "not walked yet"
const SHIFT = 1 - NOT_COMPUTABLE_CODE;

/** Who asks about so many spans at once asks about more: then all are walked from, in one go through the store. */
const ALL_FROM = BATCH_SIZE / 2;

/** Finds codes and ends; whoever has walked from all spans needs nothing else. */
export class Walker implements Walk {
  /** Codes, shifted. */
  private readonly known: Int32Array;
  private readonly endOf: Int32Array;
  /** What reads the value on one span, or on all; null once that is done. */
  private reading: { readonly scope: Scope; readonly code: () => number } | null;
  /** Spans on the way; what is beyond `length` is left over from longer ways. */
  private readonly path: number[] = [];
  private length = 0;

  constructor(
    private readonly value: ValuePlan,
    private readonly at: number,
    run: Run,
    private onComplete: (() => void) | null,
  ) {
    const { count } = run.store.spans;
    const scope = run.scope();
    this.known = new Int32Array(count);
    this.endOf = new Int32Array(count);
    this.reading = { scope, code: scope.value(value).code! };
  }

  code(span: number): number {
    if (this.known[span] === 0) this.walk(span);
    return this.known[span]! - SHIFT;
  }

  end(span: number): number {
    if (this.known[span] === 0) this.walk(span);
    return this.endOf[span]!;
  }

  codes(spans: Int32Array, found: Int32Array, count: number): void {
    this.walkFrom(spans, count);
    const { known } = this;
    for (let i = 0; i < count; i++) found[i] = known[spans[i]!]! - SHIFT;
  }

  ends(spans: Int32Array, found: Int32Array, count: number): void {
    this.walkFrom(spans, count);
    const { endOf } = this;
    for (let i = 0; i < count; i++) found[i] = endOf[spans[i]!]!;
  }

  private walkFrom(spans: Int32Array, count: number): void {
    if (this.reading === null) return;
    if (count >= ALL_FROM) this.walkFromAll(this.reading.scope);
    else for (let i = 0; i < count; i++) if (this.known[spans[i]!] === 0) this.walk(spans[i]!);
  }

  /** Parents nearly always come before their children, so that their walks are known. */
  private walkFromAll(scope: Scope): void {
    const { known, endOf, at } = this;
    const { parent, count } = scope.run.store.spans;
    const own = batchCodesOf(scope.value(this.value));
    const batch = new Batch(scope);
    batch.goThrough(at, scope.run.allSpans, (from) => {
      const codes = own(batch, null);
      for (let i = 0; i < batch.count; i++) {
        const span = from + i;
        const above = parent[span]!;
        const isFound = codes[i] !== ABSENT_CODE;
        if (isFound || above < 0) {
          known[span] = (isFound ? codes[i]! : above === Parent.missing ? BROKEN_PARENT_CODE : ABSENT_CODE) + SHIFT;
          endOf[span] = isFound || above === Parent.missing ? span : -1;
        } else if (known[above] !== 0) {
          known[span] = known[above]!;
          endOf[span] = endOf[above]!;
        }
      }
    });
    for (let span = 0; span < count; span++) if (known[span] === 0) this.walk(span);
    this.reading = null;
    this.path.length = 0;
    this.onComplete?.();
    this.onComplete = null;
  }

  private walk(from: number): void {
    const { scope } = this.reading!;
    const { parent } = scope.run.store.spans;
    let span = from;
    let code: number = ABSENT_CODE;
    while (span >= 0 && this.known[span] === 0) {
      this.path[this.length++] = span;
      code = this.step(span);
      if (code !== ABSENT_CODE) break;
      span = parent[span]!;
    }
    if (span < 0) this.remember(ABSENT_CODE, -1);
    else if (this.known[span] === 0) this.remember(code, span);
    else this.remember(this.known[span]! - SHIFT, this.endOf[span]!);
  }

  /** The value's code where the walk ends here; absent where it goes on. */
  private step(span: number): number {
    const { scope, code: read } = this.reading!;
    scope.frame[this.at] = span;
    const code = read();
    if (code !== ABSENT_CODE) return code;
    return scope.run.store.spans.parent[span] === Parent.missing ? BROKEN_PARENT_CODE : ABSENT_CODE;
  }

  private remember(code: number, end: number): void {
    for (let i = 0; i < this.length; i++) {
      this.known[this.path[i]!] = code + SHIFT;
      this.endOf[this.path[i]!] = end;
    }
    this.length = 0;
  }
}
