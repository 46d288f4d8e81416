import { isMap, type ParsedNode } from 'yaml';
import { MAX_DIAGNOSTICS } from '../compile/diagnostic-sink';
import type { Diagnostic } from '../diagnostic';
import type { File } from '../generated/ast';
import { beyondBounds } from '../parse/bounds';
import { TooManyMistakes } from '../parse/mistakes';
import { parserServices, parseText } from '../parse/parser';
import { syntaxDiagnostics } from '../parse/syntax-diagnostics';
import type { RuleFile } from '../rule-file';
import { grouped } from '../syntax/grouped';
import { LineIndex } from '../syntax/line-index';
import { MappedText } from './mapped-text';
import { type ReportAt, ruleItemText } from './rule-item';
import { readYaml, ruleItems, yamlErrors } from './yaml-document';

const TOO_MANY = {
  severity: 'error',
  code: 'too-many-mistakes',
  message: `More than ${grouped(MAX_DIAGNOSTICS)} mistakes: from here on they are not listed.`,
} as const;

/**
 * Reads a YAML pack (`rules: - id, name, severity, condition …`) into the same tree as a `.fence` file. Diagnostics land
 * on the YAML; an item that can't be read is reported and the others stay.
 */
export function readYamlRules(uri: string, text: string): RuleFile {
  const lines = new LineIndex(text);
  const diagnostics: Diagnostic[] = [];
  const report: ReportAt = (start, end, code, message, severity = 'error') => {
    const place = { uri, start, end, ...lines.position(start), fixes: [] };
    if (diagnostics.length < MAX_DIAGNOSTICS) diagnostics.push({ ...place, severity, code, message });
    else diagnostics[MAX_DIAGNOSTICS] ??= { ...place, ...TOO_MANY };
  };
  const whole = new MappedText();
  for (const item of itemsOf(text, report)) {
    const piece = ruleItemText(item, text, report);
    if (piece && isOneRule(piece, uri, report)) whole.append(piece);
  }
  const ast = parserServices().parser.LangiumParser.parse<File>(whole.text).value;
  return { uri, text, lines, ast, diagnostics, dialect: 'older', place: (offset) => whole.place(offset) };
}

function itemsOf(text: string, report: ReportAt): readonly ParsedNode[] {
  const document = readYaml(text);
  for (const { start, end, message } of yamlErrors(document)) report(start, end, 'yaml', message);
  const items = ruleItems(document);
  if (items) return items;
  const at = isMap(document.contents) ? document.contents.range[0] : 0;
  report(
    at,
    at,
    'yaml-pack',
    'This YAML file is no rule pack: its root needs “rules:”, a list of rules with id and condition.',
  );
  return [];
}

/** Each condition is parsed alone first, so that a mistake in one takes no other with it. */
function isOneRule(piece: MappedText, uri: string, report: ReportAt): boolean {
  const beyond = beyondBounds(piece.text);
  if (beyond) {
    report(piece.place(beyond.at), piece.place(beyond.at), beyond.code, beyond.message);
    return false;
  }
  const result = parseText(piece.text);
  if (result instanceof TooManyMistakes) {
    report(piece.place(result.at), piece.place(result.at), 'too-many-mistakes', 'This condition is no rule’s body.');
    return false;
  }
  const errors = syntaxDiagnostics(uri, piece.text, new LineIndex(piece.text), result);
  for (const { start, end, code, message } of errors)
    report(piece.place(start), Math.max(piece.place(start), piece.place(end)), code, message);
  if (errors.length > 0) return false;
  const { declarations, imports } = result.value;
  if (declarations.length === 1 && declarations[0]!.$type === 'Rule' && imports.length === 0) return true;
  report(piece.place(0), piece.place(0), 'yaml-rule', 'A condition is one expression, or when, always and never.');
  return false;
}
