/** A word of the language: what it is for, in a few words. */
export interface Word {
  readonly label: string;
  readonly detail: string;
}

const words = (list: Readonly<Record<string, string>>): readonly Word[] =>
  Object.entries(list).map(([label, detail]) => ({ label, detail }));

export const DECLARATIONS = words({
  rule: 'what must hold',
  signal: 'a name for spans or events',
  attribute: 'another name for attributes',
  inherited: 'a name looked up on enclosing spans too',
  let: 'a constant',
  param: 'a constant that settings may change',
  import: 'names of another file or pack',
  exempt: 'exempts subjects of a rule, with a reason',
  test: 'a test of rules',
});

export const CLAUSES = words({
  severity: 'critical, high, medium, low or info',
  each: 'one subject for each occurrence of a signal',
  per: 'one subject for each value of a key',
  when: 'the trigger: what makes a subject checked',
  always: 'an obligation: violated where it is false',
  never: 'an obligation: violated where it is true',
  message: 'text of a violation, with {values}',
  recommend: 'what to do about it',
  context: 'values to list with a violation',
  controls: 'ids of controls that the rule is evidence for',
  tags: 'tags of the rule',
  services: 'the services that trigger it',
});

export const SEVERITIES = words({
  critical: 'severity',
  high: 'severity',
  medium: 'severity, the default',
  low: 'severity',
  info: 'severity',
});

export const VERDICTS = words({
  held: 'triggered, and every obligation is true',
  violated: 'triggered, and an obligation is false',
  unproven: 'triggered, and data is missing to tell',
  exempted: 'violated or unproven, and exempted',
});

export const TEST_ITEMS = words({
  trace: 'a trace written here',
  given: 'a trace file',
  expect: 'a rule and its verdict',
  span: 'a span of the trace',
  event: 'an event of the span',
});

/** What is a span's own in the parentheses of a test. */
export const TEST_ATTRIBUTES = words({
  kind: 'the span’s kind',
  status: 'the span’s status',
  service: 'the resource’s service.name',
  start: 'from the start of the test, or a date',
  duration: 'how long it takes',
  link: 'a span of the test that it links to',
  parent: 'missing: its parent is not among the spans',
  dropped: 'what it reports to have lost',
});

/** Words that may stand for these. */
export const TEST_MARKS: ReadonlyMap<string, readonly Word[]> = new Map([
  ['parent', words({ missing: 'its parent is not among the spans' })],
  ['dropped', words({ attributes: 'some were dropped', events: 'some were dropped', links: 'some were dropped' })],
]);

export const TERMS = words({
  span: 'spans, by name or condition',
  event: 'span events, by name or condition',
  from: 'an interval: from A until B by KEY',
});

export const OPERATORS = words({
  and: 'both',
  or: 'either',
  '==': 'equal',
  '!=': 'not equal',
  '<': 'less',
  '<=': 'at most',
  '>': 'greater',
  '>=': 'at least',
  in: 'is in a list',
  'not in': 'is not in a list',
  contains: 'has the text or element',
  matches: 'matches a regular expression (RE2)',
  starts_with: 'begins with the text',
  ends_with: 'ends with the text',
  where: 'narrows a signal',
  as: 'binds a name',
  '??': 'else, where absent',
});

/** What can be asked of a signal or an occurrence, after a dot. */
export const METHODS = words({
  where: 'only those for which the condition is true',
  has: 'whether there is such an occurrence',
  count: 'how many there are',
  child_of: 'whose parent is',
  parent_of: 'that is the parent of',
  descendant_of: 'that is below',
  ancestor_of: 'that is above',
  sibling_of: 'that has the same parent as',
  same_span: 'on the same span as',
  linked_to: 'that links to, or is linked by',
  before: 'that ends before it starts',
  after: 'that starts after it ends',
  starts_before: 'that starts before it',
  starts_after: 'that starts after it',
  during: 'that lies within its time',
  between: 'between two occurrences',
  within: 'that starts at most so far from it',
});

export const FUNCTIONS = words({
  has: 'whether there is such an occurrence',
  exists: 'whether an attribute is there',
  not: 'the opposite',
  count: 'how many there are',
  sum: 'sum of a value',
  avg: 'mean of a value',
  min: 'least value',
  max: 'greatest value',
  p50: 'median',
  p95: '95th percentile',
  p99: '99th percentile',
  distinct: 'how many different values',
  rate: 'how many per second of the window',
  lower: 'in lower case',
  upper: 'in upper case',
  length: 'how many characters or elements',
  number: 'text as a number',
  string: 'a value as text',
  sql: 'a SQL statement: what it does, and whether it filters by tenant',
});

/** What can be asked of `sql(x)`. */
export const SQL_PARTS = words({
  filters: 'whether every tenant table is pinned to one value of the column',
  pinned: 'the values of the column that tenant tables are pinned to',
  unfiltered: 'the tenant tables that are not pinned',
  setting: 'the value that it gives a session’s setting',
  operation: 'SELECT, INSERT, UPDATE …',
  tables: 'the tables in it',
  columns: 'the columns in it',
  literals: 'the constants in it',
  limit: 'its LIMIT, absent where it has none',
  alters: 'the tables that it creates, changes or drops',
  is_valid: 'whether it could be read, whole',
});

/** What can be asked of `sql(x).unfiltered(tenant_id)`. */
export const SQL_DETAILS = words({
  table: 'the table’s name, as written',
  alias: 'what the statement calls it',
  offset: 'where it is in the text, from 0',
  why: 'what is missing',
  remedy: 'what would pin it',
});

/** In front of a name, with a dot. */
export const SCOPES = words({
  trace: 'the whole trace',
  span: 'attribute of the span',
  event: 'attribute of the event',
  parent: 'of the parent span',
  root: 'of the root span',
  resource: 'attribute of the resource',
  instrumentation: 'attribute of the instrumentation scope',
  link: 'attribute of a link',
});

export const LITERALS = words({ true: 'literal', false: 'literal', null: 'nothing there' });
