import type { ConditionPlan, RulePlan } from '../../../engine';
import {
  ast,
  compileProject,
  type PackSource,
  packFiles,
  packUri,
  parseRuleFile,
  type RuleFile,
  ruleId,
} from '../../../language';
import { runTest } from '../../../rule-tests';

/** A rule of a pack as its author wrote it, with the comment above it. */
export interface WrittenRule {
  readonly id: string;
  /** The pack's file that it stands in: `models`. */
  readonly section: string;
  readonly text: string;
}

export interface Fitting {
  readonly rules: readonly WrittenRule[];
  /** Ids of those that the configuration gives nothing to go by. */
  readonly leftOut: readonly string[];
  /** Params that the rules read, as the pack declares them. */
  readonly params: readonly { readonly name: string; readonly text: string }[];
}

/**
 * The rules of a pack that can judge anything where `dataPath` holds `data`. A rule can't if a part of its trigger that reads
 * nothing of a trace is false then.
 */
export async function fittingRules(packs: PackSource, pack: string, dataPath: string, data: string): Promise<Fitting> {
  const configured: PackSource = { ...packs, data: (path) => (path === dataPath ? data : packs.data(path)) };
  const names = packFiles(packs, pack);
  const files = names.map((name) => parseRuleFile(packUri(name), packs.read(name) ?? ''));
  const { plan } = compileProject({ files, packs: configured });
  const written = names.flatMap((name, index) => rulesIn(files[index]!, name.slice(pack.length + 1)));
  const never = await neverJudging(plan);
  const rules = written.filter(({ id }) => !never.has(id));
  const isRead = (param: string, file: string) =>
    file === `${pack}/vocabulary` || rules.some(({ text }) => mentions(text, param));
  return {
    rules,
    leftOut: written.flatMap(({ id }) => (never.has(id) ? [id] : [])),
    params: files.flatMap((file, index) => paramsIn(file).filter(({ name }) => isRead(name, names[index]!))),
  };
}

function rulesIn(file: RuleFile, section: string): WrittenRule[] {
  return file.ast.declarations.flatMap((node) => {
    if (!ast.isRule(node) || !node.$cstNode) return [];
    const start = commentStart(file.text, node.$cstNode.offset);
    return [{ id: ruleId(node), section, text: file.text.slice(start, node.$cstNode.end) }];
  });
}

/** Where the comment lines begin that stand directly above an offset. */
function commentStart(text: string, offset: number): number {
  const above = text.slice(0, offset).split('\n');
  let first = above.length - 1;
  while (first > 0 && above[first - 1]!.startsWith('//')) first--;
  return offset - above.slice(first).join('\n').length;
}

function paramsIn(file: RuleFile) {
  return file.ast.declarations.flatMap((node) =>
    node.$type === 'Param' && node.$cstNode ? [{ name: node.name, text: node.$cstNode.text }] : [],
  );
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w.])${name}(?![\\w.])`).test(text);
}

/** Rules whose trigger is false for every trace, found by judging the parts that read none. */
async function neverJudging(plan: Parameters<typeof runTest>[1]): Promise<ReadonlySet<string>> {
  const origin = { uri: '', start: 0, end: 0, line: 1 };
  const parts = plan.rules.flatMap((rule) =>
    constantParts(rule).map((part, index) => asRule(rule, part, `${rule.id} ${index}`)),
  );
  const { expectations } = await runTest(
    {
      title: '',
      origin,
      given: [],
      traces: [{ nodes: [anySpan] }],
      expectations: parts.map(({ id }) => ({ rule: id, verdict: 'violated', count: 1, origin })),
    },
    { ...plan, rules: parts },
    { cwd: '/', assumeComplete: true },
  );
  return new Set(expectations.flatMap(({ met, expectation }) => (met ? [expectation.rule.split(' ')[0]!] : [])));
}

const anySpan = {
  node: 'span',
  name: 'any',
  attributes: [],
  kind: 1,
  status: 0,
  service: null,
  start: null,
  duration: null,
  links: [],
  orphan: false,
  dropped: [],
  children: [],
} as const;

/** One part of a rule's trigger as what must always be true of a trace. */
function asRule(rule: RulePlan, part: ConditionPlan, id: string): RulePlan {
  const obligations = [{ kind: 'always', condition: part }] as const;
  return {
    ...rule,
    id,
    services: [],
    each: null,
    group: null,
    trigger: null,
    obligations,
    message: null,
    recommend: [],
    context: [],
  };
}

function constantParts({ trigger }: RulePlan): readonly ConditionPlan[] {
  return trigger === null ? [] : conjuncts(trigger).filter((part) => !readsTraces(part));
}

function conjuncts(condition: ConditionPlan): readonly ConditionPlan[] {
  return condition.op === 'and' ? condition.of.flatMap(conjuncts) : [condition];
}

/** What a plan reads of a trace, or of the subject at hand. */
const READING: ReadonlySet<string> = new Set([
  'attribute',
  'attributes',
  'intrinsic',
  'navigate',
  'inherited',
  'by-signal',
  'key',
  'aggregate',
  'values',
  'has',
  'sql',
]);

function readsTraces(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false;
  // what loaded data calls “op” is no operator
  if ('op' in part && part.op === 'data') return false;
  if ('op' in part && READING.has(String(part.op))) return true;
  return Object.values(part).some(readsTraces);
}
