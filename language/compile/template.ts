import type { TemplatePlan, ValuePlan } from '../../engine';
import type { Expr } from '../generated/ast';
import { beyondBounds } from '../parse/bounds';
import { TooManyMistakes } from '../parse/mistakes';
import { parseText } from '../parse/parser';
import { parsePlainExpression } from '../parse/plain/parse-plain';
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
  const hole = parseHole(source);
  if (!hole) {
    const shown = source.length > MAX_SHOWN ? `${source.slice(0, MAX_SHOWN)}…` : source;
    report(context, node, 'bad-hole', `“{${shown}}” isn't an expression; write “{{” for a brace.`);
    return { op: 'literal', value: null };
  }
  return compileValue(hole, inside);
}

/** Holes that were parsed before: rules of one file mostly fill in the same few names. */
const known = new Map<string, Expr | null>();
const MAX_SHOWN = 60;
const MAX_KNOWN = 2_000;
const MAX_KNOWN_LENGTH = 200;

/** The expression of a hole, its offsets from 0; null where it is none. */
function parseHole(source: string): Expr | null {
  const before = known.get(source);
  if (before !== undefined) return before;
  if (beyondBounds(source)) return null;
  const expr = parsePlainExpression(source) ?? parseOther(source);
  if (source.length > MAX_KNOWN_LENGTH) return expr;
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(source, expr);
  return expr;
}

/** What isn't plain, by the grammar's own parser. */
function parseOther(source: string): Expr | null {
  const parsed = parseText<Expr>(source, 'Expr');
  const isBad =
    parsed instanceof TooManyMistakes ||
    parsed.parserErrors.length > 0 ||
    parsed.lexerErrors.length > 0 ||
    source.trim() === '';
  return isBad ? null : parsed.value;
}
