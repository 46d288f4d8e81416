import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type Diagnostic, LineIndex } from '../language';

export type JsonNode = Node;

export interface JsonText {
  readonly root: Node | undefined;
  readonly diagnostics: Diagnostic[];
  properties(node: Node): { key: string; keyNode: Node; node: Node }[];
  /** Adds an error on a node. */
  report(node: Node, code: string, message: string): void;
}

/** Parses JSON as far as it goes, with a place for every node. Never throws. */
export function readJson(uri: string, text: string): JsonText {
  const lines = new LineIndex(text);
  const diagnostics: Diagnostic[] = [];
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowEmptyContent: true });
  for (const { error, offset, length } of errors) {
    add(offset, length, 'json-syntax', `This is not JSON: ${words(printParseErrorCode(error))}.`);
  }
  if (!root && errors.length === 0) add(0, 0, 'json-syntax', 'This file is empty; {} would do.');
  return {
    root,
    diagnostics,
    properties: (node) =>
      (node.children ?? []).flatMap(({ children }) => {
        const [keyNode, value] = children ?? [];
        return keyNode && value ? [{ key: String(keyNode.value), keyNode, node: value }] : [];
      }),
    report: (node, code, message) => add(node.offset, node.length, code, message),
  };

  function add(start: number, length: number, code: string, message: string): void {
    const { line, column } = lines.position(start);
    diagnostics.push({ uri, start, end: start + length, line, column, severity: 'error', code, message, fixes: [] });
  }
}

/** A scalar as it is written, so that no digit of a number is lost; a string's text. */
export function textOf(text: string, node: Node): string {
  return node.type === 'string' ? String(node.value) : text.slice(node.offset, node.offset + node.length);
}

/** `CloseBraceExpected` → `close brace expected`. */
function words(code: string): string {
  return code.replace(/(?<!^)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}
