import type { Search } from '../../plan/search';
import { Batch } from '../batch/batch';
import { traceOf } from '../occurrence';
import { type Filter, makeFilter } from '../search/filter';
import { BatchJudge, type Subjects } from './batch-judge';
import type { RuleJudge } from './rule-judge';

/** One subject for each match of `each`; has and aggregates search its trace. */
export function judgeEach(judge: RuleJudge, each: Search): void {
  const { run, scope } = judge;
  const { store } = run;
  const matcher = makeMatcher(judge, each);
  const batch = new Batch(scope);
  const occurrenceAt = (place: number) => batch.column(each.slot)[place]!;
  const subjects: Subjects = {
    traceOf: (place) => traceOf(store, occurrenceAt(place)),
    at: (place) => ({
      kind: 'occurrence',
      occurrence: occurrenceAt(place),
      window: null,
      firstWindow: null,
      cut: false,
    }),
  };
  const judged = new BatchJudge(judge, batch, subjects, !matcher.members.hasIntervals);
  const matches = matcher.plain && matcher.members.allCertain ? null : matcher.inBatch;
  batch.goThrough(each.slot, matcher.members.rows, () => judged.take(matches));
}

/** Puts an occurrence into the slot of `each` and says how sure it is a match; q's service decides. */
export function makeMatcher({ resources, scope }: RuleJudge, each: Search): Filter {
  return makeFilter(each, scope, resources);
}
