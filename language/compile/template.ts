import type { TemplatePlan, ValuePlan } from '../../engine';
import type { Expr } from '../generated/ast';
import { parserServices } from '../parse/parser';
import { decodeString, templateParts } from '../syntax/string-literal';
import { type Context, report } from './context';
import { compileValue } from './value';

/**
 * Text with `{expression}` holes as a plan. `start` is the offset of the string token in its file: errors
 * inside a hole are reported where the hole stands.
 */
export function compileTemplate(
  token: string,
  start: number,
  node: Parameters<typeof report>[1],
  context: Context,
): TemplatePlan {
  const decoded = decodeString(token);
  if (!decoded.closed) report(context, node, 'unclosed-text', 'This text has no closing quote on its line.');
  const parts = templateParts(decoded).map((part): string | ValuePlan => {
    if ('text' in part) return part.text;
    const inside: Context = { ...context, shift: start + part.start };
    if (!part.closed)
      report(context, node, 'unclosed-hole', 'A hole “{…” has no closing brace; write “{{” for a brace.');
    return compileHole(part.hole, inside, node, context);
  });
  return { op: 'template', parts };
}

function compileHole(source: string, inside: Context, node: Parameters<typeof report>[1], context: Context): ValuePlan {
  const parsed = parserServices().parser.LangiumParser.parse<Expr>(source, { rule: 'Expr' });
  if (parsed.parserErrors.length > 0 || parsed.lexerErrors.length > 0 || source.trim() === '') {
    report(context, node, 'bad-hole', `“{${source}}” isn't an expression; write “{{” for a brace.`);
    return { op: 'literal', value: null };
  }
  return compileValue(parsed.value, inside);
}
