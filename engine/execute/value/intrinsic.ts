import { linkSpanIdOf, linkTraceIdOf, spanIdOf, traceIdOf } from '../index/hex';
import { endOf, extent, startOf } from '../index/time';
import { isEvent, spanOf, traceOf } from '../occurrence';
import type { Scope } from '../scope';
import type { Evaluator, ValueOperator } from './evaluator';
import { orOfInterval } from './interval-intrinsic';
import { makeEnum, makeName, makeRootName, makeRootService, makeService, makeStatusMessage } from './intrinsic-codes';
import { ofLinks } from './link-attribute';
import { ABSENT, BROKEN_PARENT } from './nothing';
import { Duration, Instant, type Value } from './runtime';

/** How a span's kind and status are written, by OTLP's numbers. */
export const KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
export const STATUSES = ['unset', 'ok', 'error'] as const;

type IntrinsicPlan = ValueOperator<'intrinsic'>;

export function makeIntrinsic(plan: IntrinsicPlan, scope: Scope): Evaluator {
  const { spans, links } = scope.run.store;
  switch (plan.name) {
    case 'span:name':
    case 'event:name':
    case 'name':
      return makeName(plan, scope);
    case 'span:kind':
      return makeEnum(plan, scope, spans.kind, KINDS);
    case 'span:status':
      return makeEnum(plan, scope, spans.status, STATUSES);
    case 'span:start':
    case 'span:end':
    case 'span:duration':
      return orOfInterval(computed(plan, scope, READ[plan.name]), plan, scope);
    case 'span:statusMessage':
      return makeStatusMessage(plan, scope);
    case 'service':
      return makeService(plan, scope);
    case 'trace:rootName':
      return makeRootName(plan, scope);
    case 'trace:rootService':
      return makeRootService(plan, scope);
    case 'link:spanID':
      return ofLinks(scope, plan.slot, plan.name, (link) =>
        link < links.count ? linkSpanIdOf(scope.run.store, link) : undefined,
      );
    case 'link:traceID':
      return ofLinks(scope, plan.slot, plan.name, (link) =>
        link < links.count ? linkTraceIdOf(scope.run.store, link) : undefined,
      );
    default:
      return computed(plan, scope, READ[plan.name]);
  }
}

type Read = (scope: Scope, occurrence: number) => Value;

function computed(plan: IntrinsicPlan, scope: Scope, read: Read): Evaluator {
  const { frame, run } = scope;
  const ofEvent = plan.name.startsWith('event:');
  const name = run.sourceNaming.number('intrinsic', plan.name);
  return {
    value: () => read(scope, frame[plan.slot]!),
    code: null,
    source: (into) => into.add(name, ofEvent ? frame[plan.slot]! : spanOf(run.store, frame[plan.slot]!)),
    sourceNames: new Set([name]),
  };
}

const READ: Record<
  | 'span:duration'
  | 'span:start'
  | 'span:end'
  | 'span:id'
  | 'span:parentID'
  | 'span:childCount'
  | 'trace:id'
  | 'trace:duration'
  | 'event:time'
  | 'event:timeSinceStart',
  Read
> = {
  'span:duration': ({ run: { store } }, occurrence) => {
    const span = spanOf(store, occurrence);
    return new Duration(endOf(store, span) - startOf(store, span));
  },
  'span:start': ({ run: { store } }, occurrence) => new Instant(startOf(store, spanOf(store, occurrence))),
  'span:end': ({ run: { store } }, occurrence) => new Instant(endOf(store, spanOf(store, occurrence))),
  'span:id': ({ run: { store } }, occurrence) => spanIdOf(store, spanOf(store, occurrence)),
  'span:parentID': ({ run: { store } }, occurrence) => {
    const parent = store.spans.parent[spanOf(store, occurrence)]!;
    return parent >= 0 ? spanIdOf(store, parent) : parent === -1 ? ABSENT : BROKEN_PARENT;
  },
  'span:childCount': ({ run }, occurrence) => run.index.tree.childCount[spanOf(run.store, occurrence)]!,
  'trace:id': ({ run: { store } }, occurrence) => traceIdOf(store, traceOf(store, occurrence)),
  'trace:duration': ({ run: { store } }, occurrence) => {
    const { firstSpan } = store.traces;
    const trace = traceOf(store, occurrence);
    const { earliest, latest } = extent(store, firstSpan[trace]!, firstSpan[trace + 1]!);
    return new Duration(latest - earliest);
  },
  'event:time': ({ run: { store } }, occurrence) =>
    isEvent(store, occurrence) ? new Instant(startOf(store, occurrence)) : ABSENT,
  'event:timeSinceStart': ({ run: { store } }, occurrence) =>
    isEvent(store, occurrence)
      ? new Duration(startOf(store, occurrence) - startOf(store, spanOf(store, occurrence)))
      : ABSENT,
};
