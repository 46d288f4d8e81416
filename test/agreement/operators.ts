import type {
  AggregateFunction,
  ArithmeticOperator,
  AttributeScope,
  ComparisonOperator,
  ConditionPlan,
  FunctionName,
  Intrinsic,
  Plan,
  SignalDefinition,
  SourcePlan,
  StructureRelation,
  TextShape,
  TimeRelation,
  ValuePlan,
} from '../../engine';

type Operator = ConditionPlan['op'] | ValuePlan['op'] | SourcePlan['op'] | SignalDefinition['op'];

/**
 * What the algebra of plans is made of, by what distinguishes one operator's kinds. Complete, or it does not compile. What reads
 * SQL has tests of its own, as has `starts_with`, which only it brings about.
 */
const ALGEBRA: {
  readonly op: Record<Exclude<Operator, 'sql' | 'attributes'>, true>;
  readonly operator: Record<ComparisonOperator | ArithmeticOperator, true>;
  readonly function: Record<FunctionName | AggregateFunction, true>;
  readonly relation: Record<StructureRelation | Exclude<TimeRelation, 'starts_with'>, true>;
  readonly scope: Record<AttributeScope, true>;
  readonly name: Record<Intrinsic, true>;
  readonly shape: Record<TextShape, true>;
  readonly to: Record<'parent' | 'root' | 'entry', true>;
} = {
  op: {
    and: true,
    or: true,
    not: true,
    compare: true,
    in: true,
    contains: true,
    'starts-with': true,
    'ends-with': true,
    matches: true,
    'matches-template': true,
    'contains-any': true,
    'looks-like': true,
    exists: true,
    'is-null': true,
    truthy: true,
    has: true,
    constant: true,
    literal: true,
    data: true,
    duration: true,
    instant: true,
    list: true,
    attribute: true,
    intrinsic: true,
    navigate: true,
    inherited: true,
    coalesce: true,
    'by-signal': true,
    key: true,
    arithmetic: true,
    negate: true,
    aggregate: true,
    call: true,
    member: true,
    element: true,
    select: true,
    row: true,
    values: true,
    text: true,
    condition: true,
    signal: true,
    where: true,
    structure: true,
    time: true,
    named: true,
    spans: true,
    events: true,
    narrow: true,
    union: true,
    interval: true,
  },
  operator: {
    '==': true,
    '!=': true,
    '<': true,
    '<=': true,
    '>': true,
    '>=': true,
    '+': true,
    '-': true,
    '*': true,
    '/': true,
    '%': true,
  },
  function: {
    lower: true,
    upper: true,
    length: true,
    string: true,
    number: true,
    duration: true,
    time: true,
    sha256: true,
    prefix: true,
    split: true,
    json: true,
    url: true,
    glob: true,
    count: true,
    sum: true,
    avg: true,
    min: true,
    max: true,
    p50: true,
    p90: true,
    p95: true,
    p99: true,
    distinct: true,
    rate: true,
    concurrent: true,
    gap: true,
    share: true,
    only: true,
  },
  relation: {
    child_of: true,
    parent_of: true,
    descendant_of: true,
    ancestor_of: true,
    sibling_of: true,
    same_span: true,
    linked_to: true,
    before: true,
    after: true,
    starts_before: true,
    starts_after: true,
    during: true,
    between: true,
    within: true,
  },
  scope: { occurrence: true, span: true, event: true, link: true, resource: true, instrumentation: true },
  name: {
    'span:name': true,
    'span:kind': true,
    'span:status': true,
    'span:statusMessage': true,
    'span:duration': true,
    'span:start': true,
    'span:end': true,
    'span:id': true,
    'span:parentID': true,
    'span:childCount': true,
    'trace:id': true,
    'trace:duration': true,
    'trace:rootName': true,
    'trace:rootService': true,
    'event:name': true,
    'event:time': true,
    'event:timeSinceStart': true,
    'link:spanID': true,
    'link:traceID': true,
    name: true,
    service: true,
  },
  shape: { uuid: true, token: true, email: true, ssn: true, card: true, jwt: true, ip: true, sequential: true },
  to: { parent: true, root: true, entry: true },
};

type Kind = keyof typeof ALGEBRA;
const KINDS = Object.keys(ALGEBRA) as Kind[];

/** `op has`, `function count`, `relation child_of` …: everything that there is. */
export const OPERATORS: readonly string[] = KINDS.flatMap((kind) =>
  Object.keys(ALGEBRA[kind]).map((name) => `${kind} ${name}`),
);

/** The operators that a plan's rules and signals are made of. */
export function operatorsOf({ rules, signals }: Plan): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'string' && key in ALGEBRA && value in ALGEBRA[key as Kind]) found.add(`${key} ${value}`);
      else visit(value);
    }
  };
  visit(rules.map(({ trigger, each, group, obligations }) => ({ trigger, each, group, obligations })));
  visit(signals);
  return found;
}
