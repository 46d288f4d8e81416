import { codesByOccurrence, codesBySpan } from '../batch/batch-codes';
import { isEvent, spanOf } from '../occurrence';
import type { Scope } from '../scope';
import { coded } from './coded';
import type { Evaluator, ValueOperator } from './evaluator';
import { ABSENT_CODE, BROKEN_PARENT_CODE } from './nothing';

type IntrinsicPlan = ValueOperator<'intrinsic'>;

/** `span:name`, `event:name` (a span has none), and `name`: an event's own, its span's otherwise. */
export function makeName(plan: IntrinsicPlan, scope: Scope): Evaluator {
  const { run, frame } = scope;
  const { store } = run;
  const spanName = run.sourceNaming.number('intrinsic', 'span:name');
  const eventName = run.sourceNaming.number('intrinsic', 'event:name');
  const codeOf = (occurrence: number) => {
    if (plan.name !== 'span:name' && isEvent(store, occurrence))
      return store.events.name[occurrence - store.spans.count]!;
    return plan.name === 'event:name' ? ABSENT_CODE : store.spans.name[spanOf(store, occurrence)]!;
  };
  const source: Evaluator['source'] = (into) => {
    const occurrence = frame[plan.slot]!;
    if (plan.name !== 'span:name' && isEvent(store, occurrence)) into.add(eventName, occurrence);
    else into.add(spanName, spanOf(store, occurrence));
  };
  const codes = codesByOccurrence(plan.slot, codeOf);
  return coded(run, () => codeOf(frame[plan.slot]!), new Set([spanName, eventName]), source, codes);
}

/** An enum as its words. */
export function makeEnum(plan: IntrinsicPlan, scope: Scope, column: Uint8Array, words: readonly string[]): Evaluator {
  const codes = words.map((word) => scope.run.values.code(word));
  return ofSpan(plan, scope, (span) => codes[column[span]!] ?? ABSENT_CODE);
}

/** An empty message is none: protobuf does not tell them apart. */
export function makeStatusMessage(plan: IntrinsicPlan, scope: Scope): Evaluator {
  const { store } = scope.run;
  const column = store.spans.statusMessage;
  const empty = store.values.codeOfString('');
  return ofSpan(plan, scope, (span) => {
    const code = column[span]!;
    return code === empty ? ABSENT_CODE : code;
  });
}

function ofSpan(plan: IntrinsicPlan, scope: Scope, codeOf: (span: number) => number): Evaluator {
  const { run, frame } = scope;
  const name = run.sourceNaming.number('intrinsic', plan.name);
  const spanAtHand = () => spanOf(run.store, frame[plan.slot]!);
  return coded(
    run,
    () => codeOf(spanAtHand()),
    new Set([name]),
    (into) => into.add(name, spanAtHand()),
    codesBySpan(plan.slot, codeOf),
  );
}

/** The same as `resource.service.name`. */
export function makeService(plan: IntrinsicPlan, scope: Scope): Evaluator {
  const { slot } = plan;
  return scope.value({ op: 'attribute', slot, scope: 'resource', key: 'service.name' });
}

/** The root's `span:name`. */
export function makeRootName(plan: IntrinsicPlan, scope: Scope): Evaluator {
  const { sourceNaming, store } = scope.run;
  const { name } = store.spans;
  return ofRoot(plan, scope, (root) => name[root]!, sourceNaming.number('intrinsic', 'span:name'));
}

/** The root's `service`. */
export function makeRootService(plan: IntrinsicPlan, scope: Scope): Evaluator {
  const { sourceNaming, store } = scope.run;
  const column = store.column('resource', 'service.name');
  const codeOf = (root: number) => column?.[store.spans.resource[root]!] ?? ABSENT_CODE;
  return ofRoot(plan, scope, codeOf, sourceNaming.number('resource', 'service.name'));
}

/** Unknown without exactly one root, which is what it is taken from. */
function ofRoot({ slot }: IntrinsicPlan, scope: Scope, codeOf: (root: number) => number, name: number): Evaluator {
  const { run, frame } = scope;
  const { index, store } = run;
  const rootOf = (span: number) => index.roots[store.spans.trace[span]!]!;
  const codeOn = (span: number) => {
    const root = rootOf(span);
    return root >= 0 ? codeOf(root) : BROKEN_PARENT_CODE;
  };
  const spanAtHand = () => spanOf(store, frame[slot]!);
  return coded(
    run,
    () => codeOn(spanAtHand()),
    new Set([name]),
    (into) => {
      const root = rootOf(spanAtHand());
      if (root >= 0) into.add(name, root);
    },
    codesBySpan(slot, codeOn),
  );
}
