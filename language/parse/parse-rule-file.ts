import type { LangiumCoreServices, ParseResult } from 'langium';
import type { Diagnostic } from '../diagnostic';
import type { File } from '../generated/ast';
import type { RuleFile } from '../rule-file';
import { LineIndex } from '../syntax/line-index';
import { MAX_NESTING, MAX_RULE_FILE_LENGTH, tooDeepAt } from './bounds';
import { createCoreServices } from './services';
import { syntaxDiagnostics } from './syntax-diagnostics';

let services: LangiumCoreServices | undefined;

/** The one parser of this process; building it costs more than parsing a file. */
export function parserServices(): LangiumCoreServices {
  services ??= createCoreServices().ringfence;
  return services;
}

/** Reads a rule file as far as it can be read. Never throws: what is wrong stands in `diagnostics`. */
export function parseRuleFile(uri: string, text: string): RuleFile {
  const refused = refusal(text);
  const lines = new LineIndex(text);
  if (refused) {
    const { line, column } = lines.position(refused.at);
    const diagnostic: Diagnostic = {
      uri,
      start: refused.at,
      end: Math.min(text.length, refused.at + 1),
      line,
      column,
      severity: 'error',
      code: refused.code,
      message: refused.message,
      fixes: [],
    };
    return {
      uri,
      text,
      lines,
      ast: parserServices().parser.LangiumParser.parse<File>('').value,
      diagnostics: [diagnostic],
    };
  }
  const result: ParseResult<File> = parserServices().parser.LangiumParser.parse<File>(text);
  return { uri, text, lines, ast: result.value, diagnostics: syntaxDiagnostics(uri, text, lines, result) };
}

function refusal(text: string): { at: number; code: string; message: string } | undefined {
  if (text.length > MAX_RULE_FILE_LENGTH) {
    const message = `This file has ${text.length.toLocaleString('en')} characters; rule files may have ${MAX_RULE_FILE_LENGTH.toLocaleString('en')}. Split it into several files.`;
    return { at: 0, code: 'file-too-large', message };
  }
  const at = tooDeepAt(text);
  if (at < 0) return undefined;
  return {
    at,
    code: 'nesting-too-deep',
    message: `Brackets nest deeper than ${MAX_NESTING} here. Name the inner parts with let or signal.`,
  };
}
