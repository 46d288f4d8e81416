import type { ValuePlan } from '../../plan/value';
import { type BatchCodes, batchCodesOf, Codes } from '../batch/batch-codes';
import { Results } from '../batch/batch-test';
import { firstInterval } from '../occurrence';
import type { Run } from '../run';
import type { Scope } from '../scope';
import { coded } from './coded';
import type { Evaluator } from './evaluator';
import { LikeValues } from './like-values';
import { makesObjects } from './makes-objects';
import { NOT_COMPUTABLE_CODE } from './nothing';

/** How many values are remembered for each occurrence at most: four bytes each. */
const MOST_KEPT = 16;

// codes start at NOT_COMPUTABLE_CODE: shifted so that 0 says "not computed yet"
const SHIFT = 1 - NOT_COMPUTABLE_CODE;

/** What is known of one value. */
interface Known {
  /** Its code on each span and event, shifted; null until it is first asked for. */
  codes: Int32Array | null;
  /** Others were asked for since: who still reads this one computes it. */
  isForgotten: boolean;
}

/** Reading a column isn't worth remembering; what is made of values is. */
const WORTHWHILE: ReadonlySet<ValuePlan['op']> = new Set([
  'coalesce',
  'by-signal',
  'inherited',
  'navigate',
  'sql',
  'call',
  'member',
  'element',
  'text',
]);

/**
 * Values that several rules read of the same spans and events, like `tenant_id`: from the second on that asks, each is
 * computed once for each occurrence, and those last asked for stay.
 */
export class SharedCodes {
  private readonly like = new LikeValues();
  private readonly asked = new Set<number>();
  private readonly byNumber = new Map<number, Known>();
  /** Those that have codes, the one that was asked for last at the end. */
  private readonly kept = new Set<Known>();

  constructor(private readonly run: Run) {}

  /** The same value, remembered. */
  of(plan: ValuePlan, evaluator: Evaluator, scope: Scope): Evaluator {
    if (!WORTHWHILE.has(plan.op) || evaluator.more !== undefined || evaluator.constant !== undefined) return evaluator;
    if (evaluator.isAbsent || evaluator.isColumn) return evaluator;
    // each would stay until the judgement ends, one for each occurrence
    if (evaluator.code === null && makesObjects(plan)) return evaluator;
    const lone = this.like.of(plan);
    if (lone === null || lone.slot === null || !this.isAskedAgain(lone.number)) return evaluator;
    return this.remembered(evaluator, this.known(lone.number), lone.slot, scope);
  }

  /** The same for values that are computed alike from the same slot; null for what is a matter of more. */
  nameOf(plan: ValuePlan): string | null {
    const lone = this.like.of(plan);
    return lone && `${lone.number} ${lone.slot}`;
  }

  /** The slot that a value depends on alone; null where it is a matter of more, or of nothing. */
  slotOf(plan: ValuePlan): number | null {
    return this.like.of(plan)?.slot ?? null;
  }

  private isAskedAgain(number: number): boolean {
    if (this.asked.has(number)) return true;
    this.asked.add(number);
    return false;
  }

  private known(number: number): Known {
    const known = this.byNumber.get(number);
    if (known === undefined || known.isForgotten) {
      const made: Known = { codes: null, isForgotten: false };
      this.byNumber.set(number, made);
      return made;
    }
    if (this.kept.delete(known)) this.kept.add(known);
    return known;
  }

  /** Room for a value's codes; that of the one that was not asked for longest, where there are too many. */
  private roomFor(known: Known): Int32Array {
    const codes = this.kept.size < MOST_KEPT ? null : this.forgetOldest();
    known.codes = codes?.fill(0) ?? new Int32Array(firstInterval(this.run.store));
    this.kept.add(known);
    return known.codes;
  }

  private forgetOldest(): Int32Array | null {
    const [oldest] = this.kept;
    const { codes } = oldest!;
    oldest!.codes = null;
    oldest!.isForgotten = true;
    this.kept.delete(oldest!);
    return codes;
  }

  private remembered(evaluator: Evaluator, known: Known, slot: number, scope: Scope): Evaluator {
    const { values } = this.run;
    const { frame } = scope;
    const compute = evaluator.code ?? (() => values.code(evaluator.value()));
    const code = (): number => {
      const occurrence = frame[slot]!;
      // what an interval says of itself is not what the span says that it starts with
      if (known.isForgotten || occurrence < 0 || scope.intervalIn(slot) >= 0) return compute();
      const codes = known.codes ?? this.roomFor(known);
      const found = codes[occurrence]!;
      if (found !== 0) return found - SHIFT;
      const computed = compute();
      // what is computed inside may have needed the room
      if (!known.isForgotten) codes[occurrence] = computed + SHIFT;
      return computed;
    };
    const inBatch = batchCodesOf({ code: compute, codes: evaluator.codes });
    return coded(this.run, code, evaluator.sourceNames, evaluator.source, this.inBatches(known, slot, inBatch));
  }

  /** Computes those that nobody asked for yet. */
  private inBatches(known: Known, slot: number, compute: BatchCodes): BatchCodes {
    const room = new Codes();
    const rest = new Results();
    return (batch, wanted) => {
      if (known.isForgotten) return compute(batch, wanted);
      const codes = known.codes ?? this.roomFor(known);
      const occurrences = batch.column(slot);
      const found = room.array;
      const missing = rest.array;
      let left = 0;
      for (let i = 0; i < batch.count; i++) {
        const code = codes[occurrences[i]!]!;
        missing[i] = code === 0 && (wanted === null || wanted[i] !== 0) ? 1 : 0;
        left += missing[i]!;
        found[i] = code - SHIFT;
      }
      if (left === 0) return found;
      const computed = compute(batch, missing);
      for (let i = 0; i < batch.count; i++) {
        if (missing[i] === 0) continue;
        found[i] = computed[i]!;
        // what is computed inside may have needed the room
        if (!known.isForgotten) codes[occurrences[i]!] = computed[i]! + SHIFT;
      }
      return found;
    };
  }
}
