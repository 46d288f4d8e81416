import { isMap, type ParsedNode } from 'yaml';
import type { Diagnostic } from '../diagnostic';
import type { File } from '../generated/ast';
import { beyondBounds } from '../parse/bounds';
import { parserServices } from '../parse/parser';
import { syntaxDiagnostics } from '../parse/syntax-diagnostics';
import type { RuleFile } from '../rule-file';
import { LineIndex } from '../syntax/line-index';
import { MappedText } from './mapped-text';
import { type ReportAt, ruleItemText } from './rule-item';
import { readYaml, ruleItems } from './yaml-document';

/**
 * Reads a YAML pack (`rules: - id, name, severity, condition …`) into the same tree as a `.fence` file. Diagnostics land
 * on the YAML; an item that can't be read is reported and the others stay.
 */
export function readYamlRules(uri: string, text: string): RuleFile {
  const lines = new LineIndex(text);
  const diagnostics: Diagnostic[] = [];
  const report: ReportAt = (start, end, code, message, severity = 'error') => {
    diagnostics.push({ uri, start, end, ...lines.position(start), severity, code, message, fixes: [] });
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
  for (const error of document.errors) report(error.pos[0], error.pos[1], 'yaml', error.message);
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
  const result = parserServices().parser.LangiumParser.parse<File>(piece.text);
  const errors = syntaxDiagnostics(uri, piece.text, new LineIndex(piece.text), result);
  for (const { start, end, code, message } of errors)
    report(piece.place(start), Math.max(piece.place(start), piece.place(end)), code, message);
  if (errors.length > 0) return false;
  const { declarations, imports } = result.value;
  if (declarations.length === 1 && declarations[0]!.$type === 'Rule' && imports.length === 0) return true;
  report(piece.place(0), piece.place(0), 'yaml-rule', 'A condition is one expression, or when, always and never.');
  return false;
}
