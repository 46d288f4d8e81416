import type { Scope } from '../scope';
import { isStable, readsOnly } from '../search/stable';
import type { ValueOperator } from '../value/evaluator';
import type { Value } from '../value/runtime';

/** What is the same for every occurrence of a trace is computed once for the trace. */
export function rememberByTrace(
  plan: ValueOperator<'aggregate'>,
  compute: () => Value,
  { subject }: Scope,
): () => Value {
  const { search } = plan;
  if (subject.group !== null || search.within !== null) return compute;
  if (!isStable(search) || !readsOnly([plan.value, plan.by], search.slot)) return compute;
  let trace = -1;
  let open = false;
  let value: Value | null = null;
  return () => {
    if (value !== null && subject.trace === trace && subject.open === open) return value;
    value = compute();
    trace = subject.trace;
    open = subject.open;
    return value;
  };
}
