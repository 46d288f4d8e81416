import type { FunctionName, SqlQuestion, ValuePlan } from '../../engine';
import { type ConventionType, convention } from '../conventions/conventions';
import { NOTHING_OBSERVED, type Observed } from './observed';

export type Kind = 'string' | 'number' | 'boolean' | 'duration' | 'instant' | 'enum';

/** What a value can be. `sure` is false where only the semantic conventions or some traces say so: data may differ. */
export interface ValueType {
  readonly kind: Kind;
  readonly list: boolean;
  readonly sure: boolean;
  /** The attribute that conventions or traces know, for messages. */
  readonly attribute: { readonly name: string; readonly knownBy: 'conventions' | 'traces' } | null;
  /** Every text that the traces have there, where that is known. */
  readonly words: readonly string[] | null;
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

/** The type of a value, or null where anything may come. `observed` is what the traces have that were read so far. */
export function typeOf(value: ValuePlan, observed: Observed = NOTHING_OBSERVED): ValueType | null {
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
    case 'attribute':
      return attributeType(value.key, observed);
    case 'list':
      return listType(value.items, observed);
    case 'coalesce':
      return commonType(present(value.of, observed), observed);
    case 'by-signal':
      return commonType(
        value.arms.map((arm) => arm.value),
        observed,
      );
    case 'inherited':
      return commonType(value.fallback ? [value.value, value.fallback] : [value.value], observed);
    case 'navigate':
      return typeOf(value.value, observed);
    case 'negate':
      return typeOf(value.of, observed);
    case 'arithmetic':
      return arithmeticType(value, observed);
    case 'aggregate':
      return aggregateType(value, observed);
    case 'call':
      return functionType(value.function);
    case 'text':
      return sure('string');
    case 'sql':
      return sqlType(value.question);
    case 'condition':
      return sure('boolean');
    default:
      return null;
  }
}

/** The traces know best what they have; where they have several kinds, or nothing of that name, the conventions say. */
function attributeType(key: string, observed: Observed): ValueType | null {
  const type = convention(key)?.type;
  const conventional: ValueType | null = type
    ? {
        kind: CONVENTION_KINDS[type],
        list: type.endsWith('[]'),
        sure: false,
        attribute: { name: key, knownBy: 'conventions' },
        words: null,
      }
    : null;
  const seen = observed.get(key);
  if (!seen) return conventional;
  const [kind, ...others] = seen.kinds;
  if (!kind || others.length > 0) return null;
  const agrees = conventional?.kind === kind && !conventional.list;
  const knownBy = agrees ? 'conventions' : 'traces';
  return { kind, list: false, sure: false, attribute: { name: key, knownBy }, words: seen.words };
}

/** Of several names for one thing traces mostly have one: those that they never have say nothing about its type. */
function present(values: readonly ValuePlan[], observed: Observed): readonly ValuePlan[] {
  const seen = values.filter((value) => value.op !== 'attribute' || observed.has(value.key));
  return seen.some((value) => value.op === 'attribute') ? seen : values;
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

function sqlType(question: SqlQuestion): ValueType | null {
  switch (question.part) {
    case 'is_valid':
    case 'filters':
      return sure('boolean');
    case 'operation':
      return sure('string');
    case 'limit':
      return sure('number');
    case 'tables':
    case 'columns':
    case 'alters':
      return sure('string', true);
    case 'unfiltered':
      return sure(question.detail === 'offset' ? 'number' : 'string', true);
    default:
      return null;
  }
}

function sure(kind: Kind, list = false): ValueType {
  return { kind, list, sure: true, attribute: null, words: null };
}

function listType(items: readonly ValuePlan[], observed: Observed): ValueType | null {
  const common = commonType(items, observed);
  return common && { ...common, list: true };
}

/** One type for alternatives that all have it; null where they differ or one is open. */
function commonType(values: readonly ValuePlan[], observed: Observed): ValueType | null {
  const types = values.map((value) => typeOf(value, observed));
  const [first] = types;
  if (!first || types.some((type) => type?.kind !== first.kind || type.list !== first.list)) return null;
  const words = types.map((type) => type?.words ?? null);
  return {
    ...first,
    sure: types.every((type) => type?.sure),
    words: words.every((each) => each !== null) ? words.flat() : null,
  };
}

function arithmeticType(value: Extract<ValuePlan, { op: 'arithmetic' }>, observed: Observed): ValueType | null {
  const left = typeOf(value.left, observed)?.kind;
  const right = typeOf(value.right, observed)?.kind;
  if (left === 'instant' && right === 'instant') return sure('duration');
  if (left === 'instant' || right === 'instant') return sure('instant');
  if (left === 'duration' && right === 'duration' && value.operator === '/') return sure('number');
  if (left === 'duration' || right === 'duration') return sure('duration');
  return left === 'number' && right === 'number' ? sure('number') : null;
}

function aggregateType(value: Extract<ValuePlan, { op: 'aggregate' }>, observed: Observed): ValueType | null {
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
      return value.value && typeOf(value.value, observed);
    default: {
      const of = value.value && typeOf(value.value, observed);
      return of?.kind === 'duration' ? sure('duration') : of?.kind === 'instant' ? null : sure('number');
    }
  }
}
