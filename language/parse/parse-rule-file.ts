import type { File } from '../generated/ast';
import type { RuleFile } from '../rule-file';
import { grouped } from '../syntax/grouped';
import { LineIndex } from '../syntax/line-index';
import { readYamlRules } from '../yaml/read-yaml-rules';
import { type Beyond, beyondBounds, MAX_RULE_FILE_LENGTH } from './bounds';
import { MAX_MISTAKES, TooManyMistakes } from './mistakes';
import { parseText } from './parser';
import { parsePlainFile } from './plain/parse-plain';
import type { PlainRoot } from './plain/plain-node';
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
  if (plain.isWhole) return { uri, text, lines: new LineIndex(text), ast: plain.file, diagnostics: [], ...AS_WRITTEN };
  const hasBegun = plain.file.imports.length + plain.file.declarations.length > 0;
  return parseCarefully(uri, text, hasBegun ? plain.file : null);
}

/** Reads what has, or may have, mistakes in it behind its beginning. */
function parseCarefully(uri: string, text: string, begun: File | null): RuleFile {
  const rest = parseText(begun ? withoutBeginning(text, begun) : text);
  if (rest instanceof TooManyMistakes) {
    const message = `More than ${grouped(MAX_MISTAKES)} mistakes up to here: this is no rule file, or its beginning has one that spoils the rest.`;
    return unread(uri, text, { at: rest.at, code: 'too-many-mistakes', message });
  }
  const lines = new LineIndex(text);
  const diagnostics = syntaxDiagnostics(uri, text, lines, rest);
  const file = { uri, text, lines, diagnostics, ...AS_WRITTEN };
  if (!begun) return { ...file, ast: rest.value };
  // a tree without mistakes is in one piece: it may be laid out
  if (diagnostics.length === 0) return parseCarefully(uri, text, null);
  return { ...file, ast: joined(begun, rest.value), beginning: begun.$cstNode as PlainRoot };
}

/** The text with nothing in place of what was read of it, so that the rest stands where it stands. */
function withoutBeginning(text: string, { $cstNode }: File): string {
  const end = $cstNode?.end ?? 0;
  return text.slice(0, end).replace(/[^\n\r]/g, ' ') + text.slice(end);
}

/** One tree of a file's beginning and the rest of it. */
function joined(beginning: File, rest: File): File {
  for (const property of Object.keys(beginning)) {
    if (property !== 'imports' && property !== 'declarations') continue;
    const nodes = [...beginning[property], ...rest[property]];
    for (const [index, node] of nodes.entries())
      Object.assign(node, { $container: rest, $containerProperty: property, $containerIndex: index });
    // whichever comes first in a file comes first in its tree
    delete (rest as Partial<File>)[property];
    Object.assign(rest, { [property]: nodes });
  }
  return rest;
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
  return parsePlainFile('').file;
}

function refusal(text: string): Beyond | undefined {
  if (text.length > MAX_RULE_FILE_LENGTH) {
    const message = `This file has ${grouped(text.length)} characters; rule files may have ${grouped(MAX_RULE_FILE_LENGTH)}. Split it into several files.`;
    return { at: 0, code: 'file-too-large', message };
  }
  return beyondBounds(text) ?? undefined;
}
