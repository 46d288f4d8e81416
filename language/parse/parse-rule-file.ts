import type { ParseResult } from 'langium';
import type { Diagnostic } from '../diagnostic';
import type { File } from '../generated/ast';
import type { RuleFile } from '../rule-file';
import { LineIndex } from '../syntax/line-index';
import { readYamlRules } from '../yaml/read-yaml-rules';
import { type Beyond, beyondBounds, MAX_RULE_FILE_LENGTH } from './bounds';
import { parserServices } from './parser';
import { syntaxDiagnostics } from './syntax-diagnostics';

const AS_WRITTEN = { dialect: 'current', place: (offset: number) => offset } as const;

/** Reads a rule file, YAML by its name, as far as it can be read. Never throws: what is wrong stands in `diagnostics`. */
export function parseRuleFile(uri: string, text: string): RuleFile {
  const isYaml = /\.ya?ml$/i.test(uri) && text.length <= MAX_RULE_FILE_LENGTH;
  return isYaml ? readYamlRules(uri, text) : parseFence(uri, text);
}

function parseFence(uri: string, text: string): RuleFile {
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
      ...AS_WRITTEN,
    };
  }
  const result: ParseResult<File> = parserServices().parser.LangiumParser.parse<File>(text);
  return {
    uri,
    text,
    lines,
    ast: result.value,
    diagnostics: syntaxDiagnostics(uri, text, lines, result),
    ...AS_WRITTEN,
  };
}

function refusal(text: string): Beyond | undefined {
  if (text.length > MAX_RULE_FILE_LENGTH) {
    const message = `This file has ${text.length.toLocaleString('en')} characters; rule files may have ${MAX_RULE_FILE_LENGTH.toLocaleString('en')}. Split it into several files.`;
    return { at: 0, code: 'file-too-large', message };
  }
  return beyondBounds(text) ?? undefined;
}
