import type { Token } from '../lex/token';
import type { SqlValue } from '../value';

/** A statement in PostgreSQL's words, with the way back. */
export interface Emitted {
  readonly text: string;
  /** The placeholder that `$n` stands for, n from 1. */
  readonly parameters: readonly SqlValue[];
  /** The UTF-16 offset in the original text of a UTF-8 byte offset in `text`. */
  offsetOf(byte: number): number;
}

/** Writes tokens one space apart. Placeholders become `$1`, `$2` …; each `?` is one of its own. */
export function emit(tokens: readonly Token[]): Emitted {
  const pieces: string[] = [];
  const bytes: number[] = [];
  const offsets: number[] = [];
  const parameters: SqlValue[] = [];
  let at = 0;
  for (const token of tokens) {
    if (token.kind === 'parameter') parameters.push(parameterOf(token));
    const piece = pieceOf(token, parameters.length);
    pieces.push(piece);
    bytes.push(at);
    offsets.push(token.start);
    at += utf8Length(piece) + 1;
  }
  return { text: pieces.join(' '), parameters, offsetOf: (byte) => offsets[lastAtMost(bytes, byte)] ?? 0 };
}

function parameterOf({ value, text }: Token): SqlValue {
  if (text.startsWith('@') && value.startsWith('@')) return { kind: 'setting', name: value, text };
  return { kind: 'parameter', key: value.replace(/^#/, ''), text };
}

function pieceOf({ kind, value, text, verbatim }: Token, parameter: number): string {
  if (kind === 'parameter') return `$${parameter}`;
  if (kind === 'quoted') return `"${value.replaceAll('"', '""').replaceAll('\0', '')}"`;
  if (kind === 'string' && !verbatim) return stringOf(value.replaceAll('\0', ''));
  return text;
}

function stringOf(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function utf8Length(piece: string): number {
  let length = piece.length;
  for (let at = 0; at < piece.length; at++) {
    const code = piece.charCodeAt(at);
    if (code < 0x80) continue;
    // a pair of surrogates has four bytes, two for each half
    length += code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 1 : 2;
  }
  return length;
}

function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sorted[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
