import type { AstNode } from 'langium';
import type { ValuePlan } from '../../engine';
import { durationNanoseconds, instantNanoseconds, numberValue } from '../syntax/literals';
import { type Context, report } from './context';

/** A param's value from outside, read by the type of its default; a list is separated by commas. */
export function parameterValue(
  name: string,
  text: string,
  byDefault: ValuePlan,
  node: AstNode,
  context: Context,
): ValuePlan {
  const value = typed(text.trim(), byDefault);
  if (value) return value;
  report(
    context,
    node,
    'param-type',
    `The param “${name}” was set to “${text}”, which isn't ${TYPE_WORDS[typeOf(byDefault)]} like its default.`,
  );
  return byDefault;
}

type ParameterType = 'string' | 'number' | 'boolean' | 'duration' | 'instant' | 'list' | 'other';

const TYPE_WORDS: Record<ParameterType, string> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  duration: 'a duration',
  instant: 'a date',
  list: 'a list',
  other: 'a value',
};

function typeOf(value: ValuePlan): ParameterType {
  if (value.op === 'duration' || value.op === 'instant' || value.op === 'list') return value.op;
  if (value.op !== 'literal') return 'other';
  if (typeof value.value === 'bigint') return 'number';
  return typeof value.value === 'object' ? 'other' : (typeof value.value as 'string');
}

function typed(text: string, byDefault: ValuePlan): ValuePlan | undefined {
  switch (typeOf(byDefault)) {
    case 'number':
      return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? { op: 'literal', value: signedNumber(text) } : undefined;
    case 'boolean':
      return text === 'true' || text === 'false' ? { op: 'literal', value: text === 'true' } : undefined;
    case 'duration': {
      const nanoseconds = durationNanoseconds(text);
      return nanoseconds === undefined ? undefined : { op: 'duration', nanoseconds };
    }
    case 'instant': {
      const nanoseconds = instantNanoseconds(text);
      return nanoseconds === undefined ? undefined : { op: 'instant', nanoseconds };
    }
    case 'list': {
      const first = byDefault.op === 'list' ? (byDefault.items[0] ?? { op: 'literal', value: '' }) : byDefault;
      const items = text === '' ? [] : text.split(',').map((item) => typed(item.trim(), first));
      return items.includes(undefined) ? undefined : { op: 'list', items: items as ValuePlan[] };
    }
    default:
      return { op: 'literal', value: text };
  }
}

function signedNumber(text: string): number | bigint {
  const value = numberValue(text.replace(/^-/, ''));
  return text.startsWith('-') ? -value : value;
}
