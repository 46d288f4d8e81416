import type { Search } from '../../plan/search';
import type { Slot } from '../../plan/value';
import { compareOccurrences } from '../index/order';
import { type Occurrence, spanOf } from '../occurrence';
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

  const rowsOn = (span: number): Occurrence[] => {
    const found: Occurrence[] = [];
    const number = tree.enter[span]!;
    for (let i = lowerBound(enter, number); i < rows.length && enter[i] === number; i++) found.push(rows[i]!);
    return found;
  };
  // in order of time like every search: of a bound the first that broke it is shown
  const each = (visit: Visit): void => {
    const spans = new Set([...links.linked(spanOf(store, frame[to]!)), ...links.dropped]);
    const found = [...spans].flatMap(rowsOn).sort((a, b) => compareOccurrences(store, a, b));
    for (const row of found) {
      const certainty = filter.certainty(row);
      if (certainty !== 0 && visit(row, certainty)) return;
    }
  };
  return searchOf(each, makeLinkOpen(to, scope));
}

/** A link whose target is not in the input, or that was dropped, may lead to a match; as may what the subject lacks. */
export function makeLinkOpen(to: Slot, { frame, run, subject }: Scope): () => boolean {
  const { store, index, options } = run;
  if (options.assumeComplete) return () => subject.open;
  return () => subject.open || index.links.missing[spanOf(store, frame[to]!)] === 1;
}
