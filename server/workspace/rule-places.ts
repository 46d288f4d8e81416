import type { Location, Range } from 'vscode-languageserver';
import { type RuleFile, ruleId } from '../../language';
import type { RuleDocuments } from './rule-documents';
import type { RuleProject } from './rule-project';

/** Where each rule of a project has its name, in the text as it is now. */
export function rulePlaces(project: RuleProject, documents: RuleDocuments): Map<string, Location> {
  const places = new Map<string, Location>();
  for (const file of project.compile().files) {
    const uri = documents.get(file.uri)?.uri ?? file.uri;
    for (const node of file.ast.declarations) {
      if (node.$type !== 'Rule' || !node.name || !node.$cstNode) continue;
      const start = node.$cstNode.offset + node.$cstNode.text.indexOf(node.name);
      const id = ruleId(node);
      if (!places.has(id)) places.set(id, { uri, range: offsetRange(file, start, start + node.name.length) });
    }
  }
  return places;
}

/** UTF-16 offsets of a rule file's text as a range. */
export function offsetRange({ lines }: RuleFile, start: number, end: number): Range {
  const [from, to] = [lines.position(start), lines.position(end)];
  return {
    start: { line: from.line - 1, character: from.column - 1 },
    end: { line: to.line - 1, character: to.column - 1 },
  };
}
