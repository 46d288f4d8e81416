import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import {
  ABSENT,
  type Content,
  elements,
  isList,
  isRecord,
  type Numeric,
  present,
  type Truth,
  time,
  UNKNOWABLE,
  type Value,
} from './values';

// ── functions of values alone; what gives undefined can't be computed

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  ms: 10n ** 6n,
  s: 10n ** 9n,
  min: 6n * 10n ** 10n,
  m: 6n * 10n ** 10n,
  h: 36n * 10n ** 11n,
  d: 864n * 10n ** 11n,
};

/** `5s`, `1.5h` */
export function nanoseconds(literal: string): bigint {
  const [, number, unit] = /^([\d.]+)(\D+)$/.exec(literal)!;
  return times(Number(number), UNITS[unit!]!);
}

const times = (n: Numeric, unit: bigint): bigint =>
  typeof n === 'bigint' ? n * unit : BigInt(Math.round(n * Number(unit)));

/** Any text that is written as a number, canonical or not. */
function number(x: Content): Numeric | undefined {
  if (typeof x === 'number' || typeof x === 'bigint') return x;
  if (typeof x !== 'string' || !/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(x)) return undefined;
  return /^[+-]?\d+$/.test(x) ? BigInt(x.replace('+', '')) : Number(x);
}

const ofText = (x: Content, f: (text: string) => Content | undefined): Content | undefined =>
  typeof x === 'string' ? f(x) : undefined;

export const FUNCTIONS: Readonly<Record<string, (x: Content, second: Content) => Content | undefined>> = {
  lower: (x) => ofText(x, (text) => text.toLowerCase()),
  upper: (x) => ofText(x, (text) => text.toUpperCase()),
  length: (x) => (isList(x) ? x.length : ofText(x, (text) => [...text].length)),
  string: (x) => (typeof x === 'object' ? undefined : String(x)),
  number,
  prefix: (x, n) => ofText(x, (text) => [...text].slice(0, Number(n)).join('')),
  split: (x, by) => ofText(x, (text) => (by === '' ? undefined : text.split(String(by)))),
  sha256: (x) => ofText(x, (text) => createHash('sha256').update(text).digest('hex')),
  duration: (x, unit) => {
    const n = number(x);
    return n === undefined || !Number.isFinite(Number(n))
      ? undefined
      : time('duration', times(n, UNITS[String(unit)]!));
  },
  time: instantOf,
  url: (x) => ofText(x, urlOf),
};

const RFC_3339 = /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(:\d\d)?(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)?)?$/;

/** RFC 3339, or a number since the epoch, its unit told by its size. */
function instantOf(x: Content): Content | undefined {
  const [text, day, clock = '00:00', seconds = ':00', fraction = '.', zone = 'Z'] = RFC_3339.exec(String(x)) ?? [];
  if (text !== undefined) {
    const isDay = Number(day!.slice(8)) === new Date(`${day}T00:00Z`).getUTCDate();
    const at = Date.parse(`${day}T${clock}${seconds}${zone.toUpperCase()}`);
    const parts = BigInt(fraction.slice(1).padEnd(9, '0'));
    return isDay && !Number.isNaN(at) ? time('instant', BigInt(at) * UNITS.ms! + parts) : undefined;
  }
  const n = number(x);
  if (n === undefined || !Number.isFinite(Number(n))) return undefined;
  const size = Math.abs(Number(n));
  return time('instant', times(n, size < 1e11 ? UNITS.s! : size < 1e14 ? UNITS.ms! : size < 1e17 ? UNITS.us! : 1n));
}

/** RFC 3986 with a scheme, or from the path on. */
function urlOf(text: string): Content | undefined {
  const parts =
    /^(?:([A-Za-z][\w+.-]*):)?(?:\/\/(?:[^/?#@]*@)?([^/?#:]*)(?::(\d*))?)?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/.exec(text);
  const [, scheme, host, port, path, query, fragment] = parts ?? [];
  if (parts === null || (scheme === undefined && !text.startsWith('/'))) return undefined;
  const named = new Map<string, Content>();
  for (const part of (query ?? '').split('&').filter((p) => p !== '')) {
    // a percent sign that stands for no text
    if (/%(?![0-9a-f]{2})/i.test(part)) return undefined;
    const [name = '', value = ''] = part.split(/=(.*)/s).map((t) => decodeURIComponent(t.replaceAll('+', ' ')));
    const before = named.get(name);
    named.set(name, before === undefined ? value : [...elements(before), value]);
  }
  const all: Record<string, Content | undefined> = {
    scheme: scheme?.toLowerCase(),
    host: host?.toLowerCase(),
    port: port ? BigInt(port) : undefined,
    path: path || (host === undefined ? '' : '/'),
    query: query === undefined ? undefined : named,
    fragment,
  };
  return new Map(Object.entries(all).filter((entry): entry is [string, Content] => entry[1] !== undefined));
}

/** Of a text what it says; `null` is absent. What is a record or a list already stays. */
export function jsonOf(value: Value): Value {
  if (value.is !== 'present' || isList(value.content) || isRecord(value.content)) return value;
  try {
    const read: unknown = JSON.parse(String(typeof value.content === 'string' ? value.content : ''), revive);
    return read === null ? ABSENT : present(read as Content, value.source);
  } catch {
    return UNKNOWABLE;
  }
}

/** `source` is the number as it was written: integers stay exact. */
function revive(_: string, x: unknown, context?: { source?: string }): unknown {
  if (typeof x === 'number') return /^-?\d+$/.test(context!.source!) ? BigInt(context!.source!) : x;
  return plainData(x);
}

/** Records as Maps; what is null is left out of them and of lists. */
export function plainData(x: unknown): unknown {
  if (Array.isArray(x)) return x.map(plainData).filter((item) => item !== null);
  if (typeof x !== 'object' || x === null || x instanceof Map) return x;
  return new Map(
    Object.entries(x)
      .map(([key, part]) => [key, plainData(part)] as const)
      .filter(([, part]) => part !== null),
  );
}

// ── tests of a whole text

/** Of a list some element has to pass; what has another type than text is not known to fail. */
export function someText(value: Value, test: (text: string) => boolean): Truth {
  if (value.is !== 'present' || (!isList(value.content) && typeof value.content !== 'string')) return 'unknown';
  const found = elements(value.content).some((x) => typeof x === 'string' && test(x));
  return found || !value.open ? found : 'unknown';
}

export const literally = (text: string): string =>
  text.replace(/[\\^$.|?*+()[\]{}/]/g, '\\$&').replaceAll('-', '\\x2d');

/** `*` is any text, `?` one character. */
export function glob(value: Value, pattern: Value): Truth {
  if (pattern.is !== 'present') return 'unknown';
  const parts = [...String(pattern.content)].map((c) => (c === '*' ? '.*' : c === '?' ? '.' : literally(c)));
  const whole = new RegExp(`^${parts.join('')}$`, 'su');
  return someText(value, (text) => whole.test(text));
}

const SHAPES: Readonly<Record<string, (text: string) => boolean>> = {
  uuid: (text) => /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text),
  token: (text) =>
    /^(?=.*[A-Za-z])(?=.*\d)[\w+/=.~-]{20,}$/.test(text) && bits(text) >= (/^[0-9a-f]+$/i.test(text) ? 3 : 3.5),
  email: (text) => /^[^\s@]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(text),
  ssn: (text) => /^(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}$/.test(text),
  card: (text) => /^\d([ -]?\d){12,18}$/.test(text) && luhn(text.replace(/\D/g, '')) % 10 === 0,
  jwt: (text) => /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]*$/.test(text),
  ip: (text) => isIP(text) !== 0,
  sequential: (text) => /^(0|[1-9]\d*)$/.test(text),
};

/** Of how often each character stands in it. */
const bits = (text: string): number =>
  [...Map.groupBy(text, (c) => c).values()].reduce(
    (sum, { length: n }) => sum - (n / text.length) * Math.log2(n / text.length),
    0,
  );

const luhn = (digits: string): number =>
  [...digits]
    .reverse()
    .reduce((sum, d, i) => sum + (i % 2 === 0 ? Number(d) : [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(d)]!), 0);

/** A number or boolean counts as it is written. */
export function looksLike(value: Value, shape: string): Truth {
  if (value.is !== 'present') return 'unknown';
  const written = (x: Content): Content => (typeof x === 'object' ? x : String(x));
  const content = isList(value.content) ? value.content.map(written) : written(value.content);
  return someText({ ...value, content }, SHAPES[shape]!);
}
