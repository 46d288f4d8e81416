import type { ExemptionPlan } from '../../engine';
import type { Exempt } from '../generated/ast';
import { instantNanoseconds } from '../syntax/literals';
import { stringText } from '../syntax/string-literal';
import { compileCondition } from './condition';
import { type Context, type FileContext, Frame, fileContext, report } from './context';

const DAY = 86_400_000_000_000n;

/** An exemption as a plan, or null where something in it is wrong (and reported). */
export function compileExemption(node: Exempt, file: FileContext): ExemptionPlan | null {
  const frame = new Frame(1);
  const context: Context = { ...fileContext(file), frame, occurrence: { slot: 0, signal: null }, inExemption: true };
  const condition = node.condition ? compileCondition(node.condition, context) : null;
  const until = node.until === undefined ? null : lastCovered(node, context);
  const reason = stringText(node.reason ?? '""');
  if (reason.trim() === '') report(context, node, 'exempt-reason', 'An exemption says why: because "…".');
  if (context.use.failed) return null;
  const start = node.$cstNode?.offset ?? 0;
  const { file: ruleFile } = file.scope;
  const origin = {
    uri: ruleFile.uri,
    start,
    end: node.$cstNode?.end ?? start,
    line: ruleFile.lines.position(start).line,
  };
  return { rule: exemptedRule(node), condition, slots: frame.size, until, reason, origin };
}

export function exemptedRule(node: Exempt): string {
  const name = node.rule ?? '';
  return name.startsWith('"') ? stringText(name) : name;
}

/** A day is covered to its end, UTC; an instant to itself. */
function lastCovered(node: Exempt, context: Context): bigint | null {
  const text = node.until ?? '';
  const instant = instantNanoseconds(text);
  if (instant === undefined) report(context, node, 'no-such-date', `There is no date ${text}.`);
  if (instant === undefined) return null;
  return text.includes('T') ? instant : instant + DAY - 1n;
}
