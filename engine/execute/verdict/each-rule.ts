import type { Search } from '../../plan/search';
import { Batch } from '../batch/batch';
import { eachAlone } from '../batch/batch-test';
import { BATCH_SIZE } from '../batch/sizes';
import { spanOf, traceOf } from '../occurrence';
import { type Filter, makeFilter, rejectOthers } from '../search/filter';
import { BatchJudge, type Subjects } from './batch-judge';
import type { RuleJudge } from './rule-judge';

/** One subject for each match of `each`; has and aggregates search its trace. */
export function judgeEach(judge: RuleJudge, each: Search): void {
  const { run, scope } = judge;
  const { store } = run;
  const matcher = makeMatcher(judge, each);
  const { rows } = matcher.members;
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
  for (let from = 0; from < rows.length; from += BATCH_SIZE) {
    run.cancellation.step(BATCH_SIZE);
    batch.fill(each.slot, rows, from, Math.min(from + BATCH_SIZE, rows.length));
    judged.take(matches);
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
  if (filter.members.hasIntervals) {
    return { ...filter, plain: false, certainty, inBatch: eachAlone(() => certainty(scope.bound[each.slot]!)) };
  }
  const inBatch: Filter['inBatch'] = (batch, wanted) => {
    const found = filter.inBatch(batch, wanted);
    rejectOthers(batch.spans(each.slot), resource, resources, found, batch.count);
    return found;
  };
  return { ...filter, plain: false, certainty, inBatch };
}
