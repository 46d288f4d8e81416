import type { Search } from '../../plan/search';
import { spanOf, traceOf } from '../occurrence';
import { type Filter, makeFilter } from '../search/filter';
import { INCOMPLETE_TRACE } from '../selection';
import type { RuleJudge } from './rule-judge';

/** One subject for each match of `each`; has and aggregates search its trace. */
export function judgeEach(judge: RuleJudge, each: Search): void {
  const { run, scope, exercisingTraces } = judge;
  const { store } = run;
  const matcher = makeMatcher(judge, each);
  const { rows } = matcher.members;
  for (let i = 0; i < rows.length; i++) {
    const occurrence = rows[i]!;
    run.cancellation.step();
    const trace = traceOf(store, occurrence);
    scope.subject.trace = trace;
    scope.subject.open = false;
    const incomplete = !judge.assumesComplete && (store.traces.flags[trace]! & INCOMPLETE_TRACE) !== 0;
    const outcome = judge.outcome(matcher.certainty(occurrence), false, incomplete);
    if (outcome === 'not applicable') continue;
    const exercised = exercisingTraces === null || exercisingTraces[trace] === 1;
    if (outcome === 'held') judge.tally.countHeld(exercised);
    else
      judge.list(outcome, exercised, { kind: 'occurrence', occurrence, window: null, firstWindow: null, cut: false });
  }
}

/** Puts an occurrence into the slot of `each` and says how sure it is a match; q's service decides. */
export function makeMatcher(judge: RuleJudge, each: Search): Filter {
  const { run, resources, scope } = judge;
  const filter = makeFilter(each, scope);
  if (resources === null) return filter;
  const { resource } = run.store.spans;
  const certainty: Filter['certainty'] = (occurrence) =>
    resources[resource[spanOf(run.store, occurrence)]!] === 0 ? 0 : filter.certainty(occurrence);
  return { ...filter, certainty };
}
