import type { AstNode } from 'langium';
import { namesOf } from '../support/reference/names';
import type { Pair } from './compare';

/** Takes away from a pair what it still fails without, piece by piece, until nothing more can go. */
export function shrink(pair: Pair, fails: (smaller: Pair) => boolean): Pair {
  for (const smaller of smallerPairs(pair)) if (fails(smaller)) return shrink(smaller, fails);
  return pair;
}

function* smallerPairs(pair: Pair): Generator<Pair> {
  if (pair.assumeComplete) yield { ...pair, assumeComplete: false };
  for (const spans of without(pair.spans)) yield { ...pair, spans: spans as Pair['spans'] };
  for (const rule of shorterRules(pair.rule)) yield { ...pair, rule };
}

/** A value with one part of it gone, at any depth; the larger parts first. */
function* without(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  const keys = Object.keys(value).filter((key) => !['id', 'name', 'at', 'to', 'double'].includes(key));
  const rebuilt = (key: string, part: unknown[]): unknown =>
    Array.isArray(value)
      ? value.toSpliced(Number(key), 1, ...part)
      : Object.fromEntries(Object.entries(value).flatMap(([k, v]) => (k !== key ? [[k, v]] : part.map((p) => [k, p]))));
  for (const key of keys) yield rebuilt(key, []);
  for (const key of keys) for (const part of without(value[key as keyof typeof value])) yield rebuilt(key, [part]);
}

/** A rule file without some part of its tree, or with a part in place of what holds it. Not all of them compile. */
function* shorterRules(text: string): Generator<string> {
  const tidied = [text.replace(/ *\{\s*\}/, ''), text.trim().replaceAll(/\n\s*\n/g, '\n')];
  yield* tidied.filter((shorter) => shorter.length < text.length);
  const nodes = namesOf(text).own.flatMap(nodesIn);
  for (const { $cstNode: cst } of nodes) {
    if (!cst) continue;
    const before = text.slice(0, cst.offset);
    yield before + text.slice(cst.end);
    // with the word or comma that introduces it
    yield before.replace(/(\w+|,|\?\?)\s*$/, '') + text.slice(cst.end);
  }
  for (const node of nodes) {
    const whole = node.$cstNode;
    for (const { $cstNode: part } of whole ? nodesIn(node).slice(1) : []) {
      if (part && part.length < whole!.length) yield text.slice(0, whole!.offset) + part.text + text.slice(whole!.end);
    }
  }
}

/** A node and all below it. */
function nodesIn(node: AstNode): AstNode[] {
  const parts = Object.entries(node).flatMap(([key, value]) => (key.startsWith('$') ? [] : [value].flat()));
  return [node, ...parts.filter((part) => typeof part === 'object').flatMap((part) => nodesIn(part as AstNode))];
}
