import type { AttributeValue, ValuePlan, Verdict } from '../../engine';
import { type Context, type FileContext, fileContext, report } from '../compile/context';
import { didYouMean } from '../compile/suggest';
import { compileValue } from '../compile/value';
import type { Expect, Test, TestAttribute, TestNode } from '../generated/ast';
import { ENUM_MEMBERS } from '../names/intrinsics';
import { pathName } from '../syntax/path';
import { stringText } from '../syntax/string-literal';
import { DROPPED, type Expectation, type LiteralNode, type RuleTest } from './rule-test';

const VERDICTS: readonly Verdict[] = ['held', 'violated', 'unproven', 'exempted', 'indeterminate'];

/** A test block as data, or null where something in it is wrong (and reported). */
export function compileTest(test: Test, file: FileContext): RuleTest | null {
  const context = fileContext(file);
  const items = { given: [] as string[], traces: [] as { nodes: LiteralNode[] }[], expectations: [] as Expectation[] };
  for (const item of test.items) {
    if (item.$type === 'Given') items.given.push(stringText(item.path ?? '""'));
    else if (item.$type === 'TraceLiteral')
      items.traces.push({ nodes: item.nodes.map((node) => literalNode(node, context)) });
    else items.expectations.push(...expectation(item, context));
  }
  for (const node of items.traces.flatMap((trace) => trace.nodes)) {
    if (node.node === 'event')
      report(context, test, 'event-without-span', `The event “${node.name}” stands outside of any span.`);
  }
  if (items.expectations.length === 0)
    report(context, test, 'test-without-expect', 'This test expects nothing: add “expect RULE violated 1”.');
  if (items.given.length + items.traces.length === 0)
    report(context, test, 'test-without-traces', 'This test has no traces: add “trace { … }” or “given "file"”.');
  return context.use.failed
    ? null
    : { title: stringText(test.title ?? '""'), origin: originOf(test, context), ...items };
}

function originOf(node: Test | Expect, context: Context): RuleTest['origin'] {
  const { file } = context.scope;
  const start = file.place(node.$cstNode?.offset ?? 0);
  return { uri: file.uri, start, end: file.place(node.$cstNode?.end ?? start), line: file.lines.position(start).line };
}

function expectation(node: Expect, context: Context): Expectation[] {
  const word = node.verdict ?? '';
  const verdict = VERDICTS.find((known) => known === word);
  if (!verdict) {
    report(context, node, 'verdict', `A verdict is one of ${VERDICTS.join(', ')}.${didYouMean(word, VERDICTS)}`);
    return [];
  }
  const rule = node.rule?.startsWith('"') ? stringText(node.rule) : (node.rule ?? '');
  return [
    { rule, verdict, count: node.count === undefined ? null : Number(node.count), origin: originOf(node, context) },
  ];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function literalNode(node: TestNode, context: Context): LiteralNode {
  const name = node.name?.startsWith('"') ? stringText(node.name) : pathName(node.name ?? '');
  const attributes: [string, AttributeValue][] = [];
  const literal: Mutable<LiteralNode> = {
    node: node.kind,
    name,
    attributes,
    kind: 0,
    status: 0,
    service: null,
    start: null,
    duration: null,
    links: [],
    orphan: false,
    dropped: [],
    children: node.children.map((child) => literalNode(child, context)),
  };
  if (node.kind === 'event' && node.children.length > 0)
    report(context, node, 'event-with-children', 'Events have no children: only spans enclose others.');
  for (const attribute of node.attributes) {
    if (!setIntrinsic(literal, attribute, context)) addAttribute(attributes, attribute, context);
  }
  return literal;
}

/**
 * `kind status service start duration link parent dropped` are intrinsics by name; in back quotes, or where a text or number
 * stands beside `status`, `parent` and `dropped`, they are attributes.
 */
function setIntrinsic(literal: Mutable<LiteralNode>, attribute: TestAttribute, context: Context): boolean {
  switch (attribute.name) {
    case 'kind':
      literal.kind = enumWord('span:kind', attribute, context);
      return true;
    case 'status':
      if (isPlain(attribute)) return false;
      literal.status = enumWord('span:status', attribute, context);
      return true;
    case 'service':
      literal.service = String(constant(attribute, context) ?? '');
      return true;
    case 'start': {
      const plan = compileValue(attribute.value, context);
      if (plan.op === 'duration' || plan.op === 'instant')
        literal.start = { nanoseconds: plan.nanoseconds, absolute: plan.op === 'instant' };
      else report(context, attribute, 'test-start', 'start is a duration from the start of the test (5s) or a date.');
      return true;
    }
    case 'duration': {
      const plan = compileValue(attribute.value, context);
      if (plan.op === 'duration') literal.duration = plan.nanoseconds;
      else report(context, attribute, 'test-duration', 'duration takes a unit, such as 5ms.');
      return true;
    }
    case 'link':
      literal.links = [
        ...literal.links,
        attribute.value?.$type === 'Reference'
          ? pathName(attribute.value.path)
          : String(constant(attribute, context) ?? ''),
      ];
      return true;
    case 'parent':
      if (isPlain(attribute)) return false;
      literal.orphan = markWord(['missing'], literal, attribute, context) !== null;
      return true;
    case 'dropped': {
      if (isPlain(attribute)) return false;
      const lost = markWord(literal.node === 'event' ? ['attributes'] : DROPPED, literal, attribute, context);
      if (lost !== null) literal.dropped = [...literal.dropped, lost];
      return true;
    }
    default:
      return false;
  }
}

function isPlain({ value }: TestAttribute): boolean {
  return value?.$type === 'NumberLiteral' || value?.$type === 'StringLiteral';
}

/** What a span says to be missing: one of these words. Events have no parent of their own. */
function markWord<T extends string>(
  words: readonly T[],
  { node }: LiteralNode,
  attribute: TestAttribute,
  context: Context,
): T | null {
  const word = attribute.value?.$type === 'Reference' ? attribute.value.path : '';
  const mark = words.find((each) => each === word);
  if (mark !== undefined && (node === 'span' || attribute.name === 'dropped')) return mark;
  const what = node === 'event' && attribute.name === 'parent' ? 'An event stands on its span: it has no parent.' : '';
  const known = words.join(', ').replace(/, (?=[^,]*$)/, ' or ');
  const message = what || `${attribute.name} is ${known} here; in back quotes it is the attribute.`;
  report(context, attribute, 'test-mark', message + (what ? '' : didYouMean(word, words)));
  return null;
}

function enumWord(intrinsic: 'span:kind' | 'span:status', attribute: TestAttribute, context: Context): number {
  const members = ENUM_MEMBERS.get(intrinsic)!;
  const word = attribute.value?.$type === 'Reference' ? attribute.value.path : '';
  const index = members.indexOf(word);
  if (index < 0)
    report(
      context,
      attribute,
      'enum-member',
      `${attribute.name} is one of ${members.join(', ')}.${didYouMean(word, members)}`,
    );
  return Math.max(0, index);
}

function addAttribute(attributes: [string, AttributeValue][], attribute: TestAttribute, context: Context): void {
  const value = constant(attribute, context);
  if (value !== null) attributes.push([pathName(attribute.name ?? ''), value]);
}

function constant(attribute: TestAttribute, context: Context): AttributeValue | null {
  const value = constantValue(compileValue(attribute.value, context));
  if (value !== undefined) return value;
  if (!context.use.failed)
    report(
      context,
      attribute,
      'test-value',
      `A test’s attributes have plain values: texts, numbers, true, false and lists of them.`,
    );
  return null;
}

function constantValue(plan: ValuePlan): AttributeValue | null | undefined {
  if (plan.op === 'literal') return plan.value;
  if (plan.op !== 'list') return undefined;
  const items = plan.items.map(constantValue);
  return items.some((item) => item === undefined || item === null) ? undefined : (items as AttributeValue[]);
}
