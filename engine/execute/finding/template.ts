import type { TemplatePlan } from '../../plan/plan';
import type { Scope } from '../scope';
import { textOf } from './text';

/** Fills a text's holes from what the frame holds now. */
export function fill(template: TemplatePlan, scope: Scope): string {
  return template.parts.map((part) => (typeof part === 'string' ? part : textOf(scope.value(part).value()))).join('');
}
