import { SpanFlag } from '../../store/store';
import { spanOf } from '../occurrence';
import type { Scope } from '../scope';
import type { Evaluator, ValueOperator } from './evaluator';
import { ABSENT, DROPPED } from './nothing';
import type { Present, Value } from './runtime';

/** An attribute of the span's links: one value, or a list if several links have it. */
export function makeLinkAttribute({ slot, key }: ValueOperator<'attribute'>, scope: Scope): Evaluator {
  const { values, store } = scope.run;
  const column = store.column('link', key);
  return ofLinks(scope, slot, key, (link) => {
    const code = column?.[link] ?? 0;
    return code === 0 ? undefined : values.present(code);
  });
}

/** What `read` gives for the links of the span in `slot`, joined. */
export function ofLinks(
  scope: Scope,
  slot: number,
  key: string,
  read: (link: number) => Present | undefined,
): Evaluator {
  const { run, frame } = scope;
  const { spans } = run.store;
  const name = run.sourceNaming.number('link', key);
  const value = (): Value => {
    const span = spanOf(run.store, frame[slot]!);
    const found: Present[] = [];
    for (let link = spans.firstLink[span]!; link < spans.firstLink[span + 1]!; link++) {
      const one = read(link);
      if (one !== undefined) found.push(one);
    }
    if (found.length > 0) return found.length === 1 ? found[0]! : found;
    return spans.flags[span]! & SpanFlag.droppedLinks ? DROPPED : ABSENT;
  };
  return {
    value,
    code: null,
    source: (into) => into.add(name, spanOf(run.store, frame[slot]!)),
    sourceNames: new Set([name]),
  };
}
