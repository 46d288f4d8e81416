import type { Diagnostic } from '../diagnostic';
import { parseRuleFile } from '../parse/parse-rule-file';
import type { RuleFile } from '../rule-file';
import { printFile } from './declarations';
import { ExpressionPrinter } from './expressions';
import { printDoc } from './print-doc';
import { sameMeaning } from './same-meaning';
import { TokenStream } from './tokens';

/** Columns that a line may take before it is broken where it can be. */
const WIDTH = 100;

/** The text in the one canonical layout, or why it is left as it is. */
export type FormatResult = { readonly text: string } | { readonly diagnostics: readonly Diagnostic[] };

/**
 * Lays a rule file out. Comments stay with what they stand at; line ends stay what they mostly are. A file with a
 * syntax error isn't touched, nor is one whose meaning the new layout would change, nor one in YAML.
 */
export function formatRuleFile(text: string, uri = ''): FormatResult {
  const file = parseRuleFile(uri, text);
  if (file.diagnostics.length > 0) return { diagnostics: file.diagnostics };
  if (file.dialect !== 'current') return { text };
  const tokens = new TokenStream(file.ast, text);
  const open = tokens.unclosedString;
  if (open !== null) return refused(file, open, 'unclosed-string', 'This text has no closing quote.');
  const written = printDoc(printFile(new ExpressionPrinter(tokens), file.ast), WIDTH);
  const again = parseRuleFile(uri, written);
  if (!tokens.done || again.diagnostics.length > 0 || !sameMeaning(file.ast, again.ast)) {
    const message = 'Laying this file out would change what it means: put names that are also keywords in back quotes.';
    return refused(file, 0, 'layout-changes-meaning', message);
  }
  return { text: text.includes('\r\n') ? written.replaceAll('\n', '\r\n') : written };
}

function refused({ uri, text, lines }: RuleFile, start: number, code: string, message: string): FormatResult {
  const { line, column } = lines.position(start);
  const end = Math.min(text.length, start + 1);
  return { diagnostics: [{ uri, start, end, line, column, severity: 'error', code, message, fixes: [] }] };
}
