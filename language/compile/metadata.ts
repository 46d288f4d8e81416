import type { RulePlan, Severity } from '../../engine';
import type { Field, Metadata, Rule } from '../generated/ast';
import { propertyNodes } from '../parse/leaves';
import { pathName } from '../syntax/path';
import { stringText } from '../syntax/string-literal';
import { type Context, report } from './context';
import { didYouMean } from './suggest';
import { compileTemplate } from './template';
import { compileValue } from './value';

export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

type MetadataPlan = Pick<RulePlan, 'severity' | 'controls' | 'tags' | 'services' | 'message' | 'recommend' | 'context'>;

/** What a rule says about itself. Each kind may stand once; `context` here reads on the first witness. */
export function compileMetadata(rule: Rule, context: Context): MetadataPlan {
  const of = <K extends Metadata['$type']>(type: K) => only(rule, type, context);
  const message = of('Message');
  const recommend = of('Recommend');
  const [messageStart = startOf(message)] = textStarts(message, 'text');
  const recommendStarts = textStarts(recommend, 'texts');
  return {
    severity: severityOf(of('Severity'), context),
    controls: (of('Controls')?.ids ?? []).map(pathName),
    tags: (of('Tags')?.ids ?? []).map(pathName),
    services: (of('Services')?.names ?? []).map(stringText),
    message: message?.text === undefined ? null : compileTemplate(message.text, messageStart, message, context),
    recommend: (recommend?.texts ?? []).map((text, index) =>
      compileTemplate(text, recommendStarts[index] ?? startOf(recommend), recommend, context),
    ),
    context: (of('Context')?.fields ?? []).map((field) => contextField(field, context)),
  };
}

function only<K extends Metadata['$type']>(
  rule: Rule,
  type: K,
  context: Context,
): Extract<Metadata, { $type: K }> | undefined {
  const found = rule.metadata.filter((item) => item.$type === type) as Extract<Metadata, { $type: K }>[];
  for (const again of found.slice(1))
    report(context, again, 'repeated-clause', `“${type.toLowerCase()}” stands here twice.`);
  return found[0];
}

function severityOf(node: Extract<Metadata, { $type: 'Severity' }> | undefined, context: Context): Severity {
  if (!node) return 'medium';
  const word = (node.level ?? '').toLowerCase();
  const severity = SEVERITIES.find((known) => known === word);
  if (!severity)
    report(context, node, 'severity', `A severity is one of ${SEVERITIES.join(', ')}.${didYouMean(word, SEVERITIES)}`);
  return severity ?? 'medium';
}

function contextField(field: Field, context: Context): RulePlan['context'][number] {
  const name = pathName(field.name ?? '');
  const { value } = field;
  if (value?.$type === 'StringLiteral')
    return { name, value: compileTemplate(value.value, value.$cstNode?.offset ?? 0, value, context) };
  return { name, value: compileValue(value, context) };
}

function textStarts(node: Metadata | undefined, property: string): readonly number[] {
  return propertyNodes(node, property).map(({ offset }) => offset);
}

function startOf(node: Metadata | undefined): number {
  return node?.$cstNode?.offset ?? 0;
}
