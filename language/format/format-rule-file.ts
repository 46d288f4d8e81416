import type { Reading } from '../compile/reading';
import { isReadingSure, writeOut } from '../compile/write-out';
import type { Diagnostic, TextEdit } from '../diagnostic';
import type { Rule } from '../generated/ast';
import { type NameSource, namesIn } from '../names/names-in-file';
import { parseRuleFile } from '../parse/parse-rule-file';
import type { RuleFile } from '../rule-file';
import { withEdits } from '../syntax/with-edits';
import { printFile } from './declarations';
import { ExpressionPrinter } from './expressions';
import { printDoc } from './print-doc';
import { type Readings, sameMeaning } from './same-meaning';
import { TokenStream } from './tokens';

/** Columns that a line may take before it is broken where it can be. */
const WIDTH = 100;

/** The text in the one canonical layout, or why it is left as it is. */
export type FormatResult = { readonly text: string } | { readonly diagnostics: readonly Diagnostic[] };

export interface FormatOptions {
  /** Without it a plain body is only written out where the file alone says how it is read. */
  readonly names?: NameSource;
  /** Plain bodies stay plain. */
  readonly keepPlain?: boolean;
}

/**
 * Lays a rule file out, and writes plain bodies out as the clauses that they are read as. Comments stay with what they
 * stand at; line ends stay what they mostly are. A file with a syntax error isn't touched, nor is one whose meaning the new
 * layout would change, nor one in YAML.
 */
export function formatRuleFile(text: string, uri = '', options: FormatOptions = {}): FormatResult {
  const file = parseRuleFile(uri, text);
  if (file.diagnostics.length > 0) return { diagnostics: file.diagnostics };
  if (file.dialect !== 'current') return { text };
  const written = options.keepPlain ? null : layOut(file, writtenOut(file, options.names));
  return written ?? layOut(file, asItIs(file)) ?? refusedLayout(file);
}

/** A file's text with its plain bodies written out, and how they are read. */
interface Written {
  readonly text: string;
  readonly readings: Readings;
}

function asItIs(file: RuleFile): Written {
  return { text: file.text, readings: new Map() };
}

function writtenOut(file: RuleFile, names: NameSource | undefined): Written {
  const rules = file.ast.declarations.filter((node) => node.$type === 'Rule' && node.plain) as Rule[];
  if (rules.length === 0) return asItIs(file);
  const { scope, hasAllImports } = namesIn(file, names);
  const readings = new Map<Rule, Reading>();
  const edits: TextEdit[] = [];
  for (const rule of rules) {
    const written = isReadingSure(rule, scope, hasAllImports) ? writeOut(rule, scope) : null;
    // a window by free letters stays in the words of its author: what says so would be lost
    if (!written || written.reading.freeNames.size > 0) continue;
    readings.set(rule, written.reading);
    edits.push(...written.edits);
  }
  return { text: withEdits(file.text, edits), readings };
}

/** The layout of `written`; null where it isn't what `file` means. */
function layOut(file: RuleFile, written: Written): FormatResult | null {
  const { uri, text } = file;
  const source = written.text === text ? file : parseRuleFile(uri, written.text);
  if (source.diagnostics.length > 0) return null;
  const tokens = new TokenStream(source.ast, written.text);
  const open = tokens.unclosedString;
  if (open !== null) return refused(source, open, 'unclosed-string', 'This text has no closing quote.');
  const laidOut = printDoc(printFile(new ExpressionPrinter(tokens), source.ast), WIDTH);
  const again = parseRuleFile(uri, laidOut);
  const same = tokens.done && again.diagnostics.length === 0 && sameMeaning(file.ast, again.ast, written.readings);
  if (!same) return null;
  return { text: text.includes('\r\n') ? laidOut.replaceAll('\n', '\r\n') : laidOut };
}

function refusedLayout(file: RuleFile): FormatResult {
  const message = 'Laying this file out would change what it means: put names that are also keywords in back quotes.';
  return refused(file, 0, 'layout-changes-meaning', message);
}

function refused({ uri, text, lines }: RuleFile, start: number, code: string, message: string): FormatResult {
  const { line, column } = lines.position(start);
  const end = Math.min(text.length, start + 1);
  return { diagnostics: [{ uri, start, end, line, column, severity: 'error', code, message, fixes: [] }] };
}
