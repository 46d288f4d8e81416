import { codesBySpan } from '../batch/batch-codes';
import { spanOf } from '../occurrence';
import type { Scope } from '../scope';
import { coded } from './coded';
import { isAbsentOnSpans, spanCodes, spanReader } from './columns';
import type { Evaluator, ValueOperator } from './evaluator';
import { ABSENT_CODE } from './nothing';

type AttributePlan = ValueOperator<'attribute'>;

/** An attribute of the span, or of the span that an event belongs to. */
export function makeSpanAttribute({ slot, key }: AttributePlan, scope: Scope): Evaluator {
  const { run, frame } = scope;
  const { store } = run;
  const read = spanReader(store, key);
  const name = run.sourceNaming.number('span', key);
  const attribute = coded(
    run,
    () => read(spanOf(store, frame[slot]!)),
    new Set([name]),
    (into) => into.add(name, spanOf(store, frame[slot]!)),
    spanCodes(store, key, slot),
  );
  return { ...attribute, isAbsent: isAbsentOnSpans(run, key), isColumn: true };
}

/** An attribute of the span's resource. Two spans' resources are two sources, even if they are one. */
export function makeResourceAttribute(plan: AttributePlan, scope: Scope): Evaluator {
  return makeShared(plan, scope, scope.run.store.spans.resource);
}

export function makeInstrumentationAttribute(plan: AttributePlan, scope: Scope): Evaluator {
  return makeShared(plan, scope, scope.run.store.spans.instrumentation);
}

function makeShared(plan: AttributePlan, scope: Scope, rowOfSpan: Uint32Array): Evaluator {
  const { run, frame } = scope;
  const { store } = run;
  const { slot, key } = plan;
  const column = plan.scope === 'resource' ? store.column('resource', key) : store.column('instrumentation', key);
  const name = run.sourceNaming.number(plan.scope, key);
  const codeOf = (span: number) => (column === undefined ? ABSENT_CODE : column[rowOfSpan[span]!]!);
  const attribute = coded(
    run,
    () => codeOf(spanOf(store, frame[slot]!)),
    new Set([name]),
    (into) => into.add(name, spanOf(store, frame[slot]!)),
    codesBySpan(slot, codeOf),
  );
  return { ...attribute, isAbsent: column === undefined, isColumn: true };
}
