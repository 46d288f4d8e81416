import type { File } from '../generated/ast';
import type { RuleFile } from '../rule-file';
import { grouped } from '../syntax/grouped';
import { LineIndex } from '../syntax/line-index';
import { readYamlRules } from '../yaml/read-yaml-rules';
import { type Beyond, beyondBounds, MAX_RULE_FILE_LENGTH } from './bounds';
import { MAX_MISTAKES, TooManyMistakes } from './mistakes';
import { parseText } from './parser';
import { parsePlainFile } from './plain/parse-plain';
import { syntaxDiagnostics } from './syntax-diagnostics';

const AS_WRITTEN = { dialect: 'current', place: (offset: number) => offset } as const;

/** Reads a rule file, YAML by its name, as far as it can be read. Never throws: what is wrong stands in `diagnostics`. */
export function parseRuleFile(uri: string, text: string): RuleFile {
  const isYaml = /\.ya?ml$/i.test(uri) && text.length <= MAX_RULE_FILE_LENGTH;
  return isYaml ? readYamlRules(uri, text) : parseFence(uri, text);
}

function parseFence(uri: string, text: string): RuleFile {
  const refused = refusal(text);
  if (refused) return unread(uri, text, refused);
  const plain = parsePlainFile(text);
  if (plain) return { uri, text, lines: new LineIndex(text), ast: plain, diagnostics: [], ...AS_WRITTEN };
  const result = parseText(text);
  if (result instanceof TooManyMistakes) {
    const message = `More than ${grouped(MAX_MISTAKES)} mistakes up to here: this is no rule file, or its beginning has one that spoils the rest.`;
    return unread(uri, text, { at: result.at, code: 'too-many-mistakes', message });
  }
  const lines = new LineIndex(text);
  const diagnostics = syntaxDiagnostics(uri, text, lines, result);
  return { uri, text, lines, ast: result.value, diagnostics, ...AS_WRITTEN };
}

/** A file of which nothing is read. */
function unread(uri: string, text: string, { at, code, message }: Beyond): RuleFile {
  const lines = new LineIndex(text);
  const end = Math.min(text.length, at + 1);
  const diagnostic = {
    uri,
    start: at,
    end,
    ...lines.position(at),
    severity: 'error',
    code,
    message,
    fixes: [],
  } as const;
  return { uri, text, lines, ast: emptyFile(), diagnostics: [diagnostic], ...AS_WRITTEN };
}

function emptyFile(): File {
  return parsePlainFile('')!;
}

function refusal(text: string): Beyond | undefined {
  if (text.length > MAX_RULE_FILE_LENGTH) {
    const message = `This file has ${grouped(text.length)} characters; rule files may have ${grouped(MAX_RULE_FILE_LENGTH)}. Split it into several files.`;
    return { at: 0, code: 'file-too-large', message };
  }
  return beyondBounds(text) ?? undefined;
}
