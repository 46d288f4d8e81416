import type { Location, Range } from 'vscode-languageserver';
import { type RuleFile, ruleId } from '../../language';
import { propertyNode } from '../names/syntax';
import type { RuleDocuments } from './rule-documents';
import type { RuleProject } from './rule-project';

/** Where each rule of a project has its name, in the text as it is now. */
export function rulePlaces(project: RuleProject, documents: RuleDocuments): Map<string, Location> {
  const places = new Map<string, Location>();
  for (const file of project.compile().files) {
    const uri = documents.get(file.uri)?.uri ?? file.uri;
    for (const [id, range] of rulesIn(file)) if (!places.has(id)) places.set(id, { uri, range });
  }
  return places;
}

const known = new WeakMap<RuleFile, readonly (readonly [string, Range])[]>();

/** Ids and where they stand; a file is another object when its text is another one. */
function rulesIn(file: RuleFile): readonly (readonly [string, Range])[] {
  const before = known.get(file);
  if (before) return before;
  const rules = file.ast.declarations.flatMap((node) => {
    const name = node.$type === 'Rule' ? propertyNode(node, 'name') : undefined;
    return node.$type === 'Rule' && name ? [[ruleId(node), nameRange(file, name.offset, name.text)] as const] : [];
  });
  known.set(file, rules);
  return rules;
}

/** In a YAML pack the tree knows where the id begins, and its text says where it ends. */
function nameRange(file: RuleFile, start: number, name: string): Range {
  const at = file.place(start);
  const isWritten = file.text.startsWith(name, at);
  return isWritten ? textRange(file, at, at + name.length) : offsetRange(file, start, start + name.length);
}

function textRange({ lines }: RuleFile, start: number, end: number): Range {
  const [from, to] = [lines.position(start), lines.position(end)];
  return {
    start: { line: from.line - 1, character: from.column - 1 },
    end: { line: to.line - 1, character: to.column - 1 },
  };
}

/** What stands between two offsets of a rule file's tree, in the file. */
export function offsetRange(file: RuleFile, start: number, end: number): Range {
  const first = file.place(start);
  // what follows in the tree may stand elsewhere in the file, so the end is one behind the last character
  const last = end > start ? file.place(end - 1) + 1 : first;
  return textRange(file, first, last);
}
