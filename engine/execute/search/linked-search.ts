import type { Search } from '../../plan/search';
import type { Slot } from '../../plan/value';
import { spanOf } from '../occurrence';
import type { Scope } from '../scope';
import { lowerBound } from '../signal/nested';
import { searchOf } from './collect';
import { chainOf, type Filter } from './filter';
import type { OccurrenceSearch, Visit } from './search';

/** What the matches of a search must be linked to; null where it asks for no link. */
export function linkedTo({ source }: Search): Slot | null {
  for (const step of chainOf(source).steps)
    if (step.op === 'structure' && step.relation === 'linked_to') return step.to;
  return null;
}

/** Looks through what stands on the spans that are linked, in the whole input, with the span in `to`. */
export function makeLinkedSearch(filter: Filter, to: Slot, scope: Scope): OccurrenceSearch {
  const { frame, run } = scope;
  const { store } = run;
  const { tree, links } = run.index;
  const { rows, enter } = filter.members.nested(tree);

  /** True if the visit ended the search. */
  const visitSpan = (span: number, visit: Visit): boolean => {
    const number = tree.enter[span]!;
    for (let i = lowerBound(enter, number); i < rows.length && enter[i] === number; i++) {
      const certainty = filter.certainty(rows[i]!);
      if (certainty !== 0 && visit(rows[i]!, certainty)) return true;
    }
    return false;
  };
  const each = (visit: Visit): void => {
    const linked = links.linked(spanOf(store, frame[to]!));
    for (const span of linked) if (visitSpan(span, visit)) return;
    for (const span of links.dropped) if (!linked.includes(span) && visitSpan(span, visit)) return;
  };
  return searchOf(each, makeLinkOpen(to, scope));
}

/** A link whose target is not in the input, or that was dropped, may lead to a match; as may what the subject lacks. */
export function makeLinkOpen(to: Slot, { frame, run, subject }: Scope): () => boolean {
  const { store, index, options } = run;
  if (options.assumeComplete) return () => subject.open;
  return () => subject.open || index.links.missing[spanOf(store, frame[to]!)] === 1;
}
