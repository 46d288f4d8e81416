import type { Search } from '../../plan/search';
import { TraceFlag } from '../../store/store';
import type { GroupDomain } from '../group/domain';
import { compareMoments, type Moment, momentAt, momentOf, nanosecondsOf } from '../group/moment';
import { Windows } from '../group/windows';
import { spanOf, traceOf } from '../occurrence';
import { INCOMPLETE_TRACE } from '../selection';
import { makeMatcher } from './each-rule';
import type { RuleJudge } from './rule-judge';
import { Runs, shownStart } from './runs';

/** One subject for each group, run of windows in one, or occurrence in one. */
export function judgeGroups(judge: RuleJudge, group: GroupDomain): void {
  const { run, scope, rule } = judge;
  const window = rule.group!.window;
  const windows = window === null ? null : new Windows(window, group, run.selection.earliest ?? 0n);
  scope.subject.windowSeconds = window === null ? null : Number(window.nanoseconds) / 1e9;
  const judgeOne = rule.each === null ? makeWhole(judge, group, windows) : makeEach(judge, group, windows, rule.each);
  for (let number = 0; number < group.count; number++) {
    run.cancellation.step();
    scope.subject.keys = group.keys[number]!;
    group.lookAtAll(number);
    judgeOne(number, isIncomplete(judge, group), isExercised(judge, group));
  }
}

type JudgeOne = (group: number, incomplete: boolean, exercised: boolean) => void;

function makeWhole(judge: RuleJudge, group: GroupDomain, windows: Windows | null): JudgeOne {
  const selected = makeServiceTest(judge, group);
  if (windows === null) {
    return (_, incomplete, exercised) => {
      if (!selected()) return;
      const outcome = judge.outcome(2, false, incomplete);
      if (outcome === 'not applicable') return;
      if (outcome === 'held') judge.tally.countHeld(exercised);
      else
        judge.list(outcome, exercised, { kind: 'group', occurrence: -1, window: null, firstWindow: null, cut: false });
    };
  }
  return (number, incomplete, exercised) => {
    const runs = new Runs(judge, group, exercised);
    for (const window of windows.of(number)) {
      judge.run.cancellation.step();
      const cut = window.cut && !judge.assumesComplete;
      runs.add(selected() ? judge.outcome(2, cut, incomplete) : 'not applicable', window, cut);
    }
    runs.end();
  };
}

function makeEach(judge: RuleJudge, group: GroupDomain, windows: Windows | null, each: Search): JudgeOne {
  const matcher = makeMatcher(judge, each);
  const index = group.listOf(matcher.signal);
  const list = group.lists[index]!;
  const { subject } = judge.scope;
  return (number, incomplete, exercised) => {
    for (let i = list.first[number]!; i < list.first[number + 1]!; i++) {
      judge.run.cancellation.step();
      const window = windows?.lookAt(number, momentAt(list, i)) ?? null;
      const cut = window?.cut === true && !judge.assumesComplete;
      const occurrence = list.occurrences[i]!;
      subject.open = cut;
      const outcome = judge.outcome(matcher.certainty(occurrence), cut, incomplete);
      if (outcome === 'not applicable') continue;
      if (outcome === 'held') {
        judge.tally.countHeld(exercised);
        continue;
      }
      const shown = window && { start: shownStart(judge, group, window), end: nanosecondsOf(window.end) };
      judge.list(outcome, exercised, { kind: 'occurrence', occurrence, window: shown, firstWindow: null, cut });
    }
  };
}

/** Without a trigger only groups and windows with an occurrence of the rule's services are judged. */
function makeServiceTest({ rule, resources, run }: RuleJudge, group: GroupDomain): () => boolean {
  if (resources === null || rule.trigger !== null) return () => true;
  const { store } = run;
  return () => some(group, (occurrence) => resources[store.spans.resource[spanOf(store, occurrence)]!] === 1);
}

/** Whether some occurrence in the part that is looked at passes a test. */
function some(group: GroupDomain, test: (occurrence: number) => boolean): boolean {
  return group.lists.some(({ occurrences }, i) => {
    for (let at = group.from[i]!; at < group.to[i]!; at++) if (test(occurrences[at]!)) return true;
    return false;
  });
}

/** A trace of one of its members is incomplete or was sampled, or the group is still open at the end of the input. */
function isIncomplete({ assumesComplete, run }: RuleJudge, group: GroupDomain): boolean {
  if (assumesComplete) return false;
  const { store, options, selection } = run;
  const flags = INCOMPLETE_TRACE | TraceFlag.sampled;
  if (some(group, (occurrence) => (store.traces.flags[traceOf(store, occurrence)]! & flags) !== 0)) return true;
  if (!options.openEnd || selection.latest === null) return false;
  const openFrom = momentOf(selection.latest - options.openEnd);
  return group.lists.some((list, i) => {
    const last: Moment | null = group.from[i]! < group.to[i]! ? momentAt(list, group.to[i]! - 1) : null;
    return last !== null && compareMoments(last, openFrom) > 0;
  });
}

/** Whether a signal that an obligation names has a member in the group. */
function isExercised({ rule, exercisingTraces }: RuleJudge, group: GroupDomain): boolean {
  if (exercisingTraces === null) return true;
  return group.lists.some((list, i) => rule.obligationSignals.includes(list.signal) && group.from[i]! < group.to[i]!);
}
