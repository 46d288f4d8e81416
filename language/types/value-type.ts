import type { FunctionName, ValuePlan } from '../../engine';
import { type ConventionType, convention } from '../conventions/conventions';

export type Kind = 'string' | 'number' | 'boolean' | 'duration' | 'instant' | 'enum';

/** What a value can be. `sure` is false where only the semantic conventions say so: data may differ. */
export interface ValueType {
  readonly kind: Kind;
  readonly list: boolean;
  readonly sure: boolean;
  /** The attribute that conventions know, for messages. */
  readonly attribute: string | null;
}

const CONVENTION_KINDS: Record<ConventionType, Kind> = {
  string: 'string',
  'string[]': 'string',
  int: 'number',
  'int[]': 'number',
  double: 'number',
  'double[]': 'number',
  boolean: 'boolean',
  'boolean[]': 'boolean',
};

const INTRINSIC_KINDS: Readonly<Record<string, Kind>> = {
  'span:name': 'string',
  'span:kind': 'enum',
  'span:status': 'enum',
  'span:statusMessage': 'string',
  'span:duration': 'duration',
  'span:start': 'instant',
  'span:end': 'instant',
  'span:id': 'string',
  'span:parentID': 'string',
  'span:childCount': 'number',
  'trace:id': 'string',
  'trace:duration': 'duration',
  'trace:rootName': 'string',
  'trace:rootService': 'string',
  'event:name': 'string',
  'event:time': 'instant',
  'event:timeSinceStart': 'duration',
  'link:spanID': 'string',
  'link:traceID': 'string',
  name: 'string',
  service: 'string',
};

/** The type of a value, or null where anything may come. */
export function typeOf(value: ValuePlan): ValueType | null {
  switch (value.op) {
    case 'literal':
      return value.value === null
        ? null
        : sure(typeof value.value === 'bigint' ? 'number' : (typeof value.value as Kind));
    case 'duration':
    case 'instant':
      return sure(value.op);
    case 'intrinsic': {
      const kind = INTRINSIC_KINDS[value.name];
      return kind ? sure(kind) : null;
    }
    case 'attribute': {
      const known = convention(value.key);
      return known?.type
        ? { kind: CONVENTION_KINDS[known.type], list: known.type.endsWith('[]'), sure: false, attribute: value.key }
        : null;
    }
    case 'list':
      return listType(value.items);
    case 'coalesce':
      return commonType(value.of);
    case 'by-signal':
      return commonType(value.arms.map((arm) => arm.value));
    case 'navigate':
      return typeOf(value.value);
    case 'negate':
      return typeOf(value.of);
    case 'arithmetic':
      return arithmeticType(value);
    case 'aggregate':
      return aggregateType(value);
    case 'call':
      return functionType(value.function);
    case 'text':
      return sure('string');
    case 'condition':
      return sure('boolean');
    default:
      return null;
  }
}

function functionType(name: FunctionName): ValueType | null {
  switch (name) {
    case 'length':
    case 'number':
      return sure('number');
    case 'duration':
      return sure('duration');
    case 'time':
      return sure('instant');
    case 'glob':
      return sure('boolean');
    case 'split':
      return sure('string', true);
    case 'json':
    case 'url':
      return null;
    default:
      return sure('string');
  }
}

function sure(kind: Kind, list = false): ValueType {
  return { kind, list, sure: true, attribute: null };
}

function listType(items: readonly ValuePlan[]): ValueType | null {
  const common = commonType(items);
  return common && { ...common, list: true };
}

/** One type for alternatives that all have it; null where they differ or one is open. */
function commonType(values: readonly ValuePlan[]): ValueType | null {
  const types = values.map(typeOf);
  const [first] = types;
  if (!first || types.some((type) => type?.kind !== first.kind || type.list !== first.list)) return null;
  return { ...first, sure: types.every((type) => type?.sure) };
}

function arithmeticType(value: Extract<ValuePlan, { op: 'arithmetic' }>): ValueType | null {
  const left = typeOf(value.left)?.kind;
  const right = typeOf(value.right)?.kind;
  if (left === 'instant' && right === 'instant') return sure('duration');
  if (left === 'instant' || right === 'instant') return sure('instant');
  if (left === 'duration' && right === 'duration' && value.operator === '/') return sure('number');
  if (left === 'duration' || right === 'duration') return sure('duration');
  return left === 'number' && right === 'number' ? sure('number') : null;
}

function aggregateType(value: Extract<ValuePlan, { op: 'aggregate' }>): ValueType | null {
  switch (value.function) {
    case 'count':
    case 'distinct':
    case 'rate':
    case 'concurrent':
    case 'share':
      return sure('number');
    case 'gap':
      return sure('duration');
    case 'only':
      return value.value && typeOf(value.value);
    default: {
      const of = value.value && typeOf(value.value);
      return of?.kind === 'duration' ? sure('duration') : of?.kind === 'instant' ? null : sure('number');
    }
  }
}
