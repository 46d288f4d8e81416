import type { Scope } from '../scope';
import type { Evaluator, ValueOperator } from './evaluator';
import { makeEventAttribute } from './event-attribute';
import { makeLinkAttribute } from './link-attribute';
import { makeOccurrenceAttribute } from './occurrence-attribute';
import { makeInstrumentationAttribute, makeResourceAttribute, makeSpanAttribute } from './span-attribute';

export function makeAttribute(plan: ValueOperator<'attribute'>, scope: Scope): Evaluator {
  switch (plan.scope) {
    case 'span':
      return makeSpanAttribute(plan, scope);
    case 'event':
      return makeEventAttribute(plan, scope);
    case 'occurrence':
      return makeOccurrenceAttribute(plan, scope);
    case 'link':
      return makeLinkAttribute(plan, scope);
    case 'resource':
      return makeResourceAttribute(plan, scope);
    case 'instrumentation':
      return makeInstrumentationAttribute(plan, scope);
  }
}
