import type { Random } from './random';

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/gs;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

const VALUES = [
  'null',
  'true',
  '{}',
  '[]',
  '""',
  '0',
  '-1',
  '1e999',
  '-0',
  '1.5',
  '123456789012345678901234567890',
  '"99999999999999999999999999"',
  '"\\ud800"',
  '"\\udc00\\ud800x"',
  '"\\u0000"',
  '"\\uD83D\\uDE00"',
  '"__proto__"',
  '[[],[{}]]',
  '{"__proto__":{"name":"x"}}',
  '{"spans":[{"name":"no"}]}',
  '[{"key":"__proto__","value":{"stringValue":"x"}},{"key":"who","value":{"intValue":"\\ud800"}}]',
];

const MEMBERS = [
  '"__proto__":{"traceId":"x"}',
  '"constructor":{"prototype":1}',
  '"toString":null',
  '"x":[{"spans":[]}]',
  '"":0',
  '"\\udfff\\ud800":{"a":1}',
  '"__proto__":[]',
  '"na\\u006de":"escaped key"',
  '"traceState":"ot=th:8"',
  '"droppedAttributesCount":3',
];

/** Depths around what readers and runtimes bear. */
const DEPTHS = [2, 3, 5, 10, 20, 63, 64, 65, 90];
const ABYSSES = [500, 1_000];

interface Token {
  readonly text: string;
  readonly start: number;
}

type Mutation = (text: string, tokens: readonly Token[], random: Random) => string;

const MUTATIONS: readonly Mutation[] = [changeValue, changeValue, repeatMember, addMember, moveToken, nest, dropToken];

export interface JsonTokens {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** JSON text with one thing done to its tokens; it may be no JSON any more. */
export function mutateJson({ text, tokens }: JsonTokens, random: Random): string {
  return tokens.length === 0 ? random.pick(VALUES) : random.pick(MUTATIONS)(text, tokens, random);
}

export function jsonTokens(bytes: Uint8Array): JsonTokens {
  const text = decoder.decode(bytes);
  return { text, tokens: [...text.matchAll(TOKEN)].map((match) => ({ text: match[0], start: match.index })) };
}

function replaceAt(text: string, { text: old, start }: Token, by: string): string {
  return text.slice(0, start) + by + text.slice(start + old.length);
}

/** A string or number that is no key, if one is met soon. */
function someValue(text: string, tokens: readonly Token[], random: Random): Token {
  for (let tries = 0; tries < 20; tries++) {
    const token = random.pick(tokens);
    const isKey = text[token.start + token.text.length] === ':';
    if (!'{}[],:'.includes(token.text) && !isKey) return token;
  }
  return random.pick(tokens);
}

function changeValue(text: string, tokens: readonly Token[], random: Random): string {
  return replaceAt(text, someValue(text, tokens, random), random.pick(VALUES));
}

/** `"key":value,` once more, in front of it or elsewhere. */
function repeatMember(text: string, tokens: readonly Token[], random: Random): string {
  const at = random.between(0, tokens.length - 1);
  const key = tokens.findIndex((_, i) => i >= at && tokens[i + 1]?.text === ':');
  const value = key < 0 ? undefined : tokens[key + 2];
  if (value === undefined || '{['.includes(value.text)) return addMember(text, tokens, random);
  const member = `${tokens[key]!.text}:${random.chance(0.5) ? value.text : random.pick(VALUES)},`;
  const where = random.chance(0.7) ? tokens[key]!.start : afterSomeBrace(tokens, random);
  return text.slice(0, where) + member + text.slice(where);
}

function addMember(text: string, tokens: readonly Token[], random: Random): string {
  const where = afterSomeBrace(tokens, random);
  const comma = text[where] === '}' ? '' : ',';
  return text.slice(0, where) + random.pick(MEMBERS) + comma + text.slice(where);
}

function afterSomeBrace(tokens: readonly Token[], random: Random): number {
  const braces = tokens.filter((token) => token.text === '{');
  return braces.length === 0 ? 0 : random.pick(braces).start + 1;
}

function moveToken(text: string, tokens: readonly Token[], random: Random): string {
  const [from, to] = [random.pick(tokens), random.pick(tokens)];
  return replaceAt(text, to, from.text);
}

function dropToken(text: string, tokens: readonly Token[], random: Random): string {
  return replaceAt(text, random.pick(tokens), '');
}

function nest(text: string, tokens: readonly Token[], random: Random): string {
  const depth = random.pick(random.chance(0.99) ? DEPTHS : ABYSSES);
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['{"arrayValue":{"values":[', ']}}'],
    ['{"kvlistValue":{"values":[{"key":"k","value":', '}]}}'],
  ] as const);
  const closes = random.chance(0.8) ? close.repeat(depth) : '';
  return replaceAt(text, someValue(text, tokens, random), `${open.repeat(depth)}0${closes}`);
}
