import type { TraceStore } from '../../engine';
import { type LoadedTraces, loadTraces } from '../../traces/node';
import { describeStore } from '../support/describe-store';
import { fetchingKeys } from '../support/fetch-request';
import { READING_PARTS } from '../support/open-scanner';
import { KEYS as WRITTEN_KEYS } from '../traces/arbitrary-otlp';
import type { FuzzInput } from './inputs';
import { isPlainlyRead } from './plainly-read';
import type { Random } from './random';
import { type Asked, formatOf, PATH, type Read, readPieces, readPlainly } from './readings';
import { RULES, referenceAgrees, verdicts } from './verdicts';

const KEYS = [...WRITTEN_KEYS.filter((key) => key !== 'otel.scope.version'), 'k', 'who'];

const EVERYTHING = fetchingKeys(KEYS);

const LITTLE = fetchingKeys(KEYS, {
  span: ['tenant.id', 'who'],
  event: [],
  link: [],
  resource: ['service.name'],
  instrumentation: [],
  statusMessage: false,
  links: false,
});

const LISTED = { ...LITTLE, prefixes: ['db.', 'k', 'tenant.'] };

const REQUESTS = [
  EVERYTHING,
  EVERYTHING,
  LITTLE,
  LISTED,
  { ...EVERYTHING, prefixes: [''] },
  { ...LITTLE, events: false },
];

/** An element that isn't whole is begun anew with each piece. */
const MOST_PIECES = 100;

/** Formats whose usual spans a scanner reads, and those that the plain reader reads. */
const SCANNED = /^(otlp|tempo)-/;
const PLAINLY = /^(otlp|tempo)-json$/;

/** What an input was good for. */
export interface Examined {
  readonly spans: number;
  readonly problems: number;
  readonly refused: boolean;
  /** Whether the plain reader read it too. */
  readonly compared: boolean;
  /** Whether rules were judged over it by the engine alone, or by the reference evaluator too. */
  readonly judged: 'no' | 'by engine' | 'by both';
}

/**
 * Reads an input in one piece without the scanner of usual spans, and in another way; where it is OTLP JSON that
 * JSON.parse takes, plainly too. Judges some: over what was read in each of these ways, and by the reference evaluator.
 * @throws Error where readings or verdicts differ, or whatever a reader threw
 */
export async function examine({ bytes, packed, content }: FuzzInput, random: Random): Promise<Examined> {
  const request = random.pick(REQUESTS);
  const asked = { request, catalog: random.chance(0.3) };
  if (packed !== 'plain') return examinePacked(bytes, content, asked);
  const format = formatOf(bytes);
  const wanted = readPieces(bytes, asked, { scanned: false, pieces: Math.max(1, bytes.length) }, format);
  const name = typeof format === 'string' ? '' : format.name;
  const isJudged = request === EVERYTHING && random.chance(0.2);
  const [how, found, catalog] = await readOtherwise(bytes, asked, random, format, SCANNED.test(name));
  const said = described(wanted, catalog);
  same(how, described(found, catalog), said);
  const rule = random.pick(RULES);
  const judged = isJudged ? verdicts(rule, wanted.store) : '';
  if (isJudged) same(`${how}: verdicts`, verdicts(rule, found.store), judged);
  const byBoth = isJudged && referenceAgrees(rule, wanted.store, KEYS);
  const summary = { ...summed(wanted), judged: !isJudged ? 'no' : byBoth ? 'by both' : 'by engine' } as const;
  const text = PLAINLY.test(name) ? isPlainlyRead(bytes) : null;
  if (text === null) return summary;
  const plain = readPlainly(text, asked);
  same('plainly: spans', spans(plain), said.spans);
  if (isJudged) same('plainly: verdicts', verdicts(rule, plain), judged);
  return { ...summary, compared: true };
}

/** What is packed and not broken must be read as what was packed. */
async function examinePacked(bytes: Uint8Array, content: Uint8Array | null, asked: Asked): Promise<Examined> {
  const found = await load(bytes, asked);
  if (content !== null && content.length > 0) {
    const wanted = await load(content, asked);
    same('packed: spans', spans(found.store), spans(wanted.store));
    same('packed: problems', JSON.stringify(found.problems), JSON.stringify(wanted.problems));
  }
  return summed(found);
}

type Otherwise = readonly [how: string, found: Read, catalog: boolean];

/** In a way that must make no difference; whether catalogs can be compared stands last. */
async function readOtherwise(
  bytes: Uint8Array,
  asked: Asked,
  random: Random,
  format: ReturnType<typeof formatOf>,
  isScanned: boolean,
): Promise<Otherwise> {
  const whole = Math.max(1, bytes.length);
  if (random.chance(0.05)) return ['as a file', await load(bytes, asked), asked.catalog];
  if (random.chance(0.1)) {
    const other = { ...asked, catalog: !asked.catalog };
    return [
      'with or without a catalog',
      readPieces(bytes, other, { scanned: isScanned, pieces: whole }, format),
      false,
    ];
  }
  if (isScanned && random.chance(0.4))
    return ['scanned', readPieces(bytes, asked, { scanned: true, pieces: whole }, format), asked.catalog];
  const pieces = Math.max(random.between(1, random.pick([8, 100, 1000])), Math.ceil(whole / MOST_PIECES));
  const scanned = isScanned && random.chance(0.7);
  const how = `${scanned ? 'scanned ' : ''}in pieces of ${pieces}`;
  return [how, readPieces(bytes, asked, { scanned, pieces }, format), asked.catalog];
}

async function load(bytes: Uint8Array, { request, catalog }: Asked): Promise<Read> {
  const inputs = [{ path: PATH, file: '-', named: true, content: bytes }];
  const loaded: LoadedTraces = await loadTraces(inputs, request, { catalog, parts: READING_PARTS });
  return { ...loaded, summary: loaded.inputs[0]! };
}

function summed({ summary, problems }: Read): Examined {
  const refused = summary.format === null;
  return { spans: summary.spans, problems: problems.length, refused, compared: false, judged: 'no' };
}

interface Said {
  readonly spans: string;
  readonly summary: string;
  readonly problems: string;
  readonly catalog: string;
}

function described({ store, summary, problems, catalog }: Read, withCatalog: boolean): Said {
  return {
    spans: spans(store),
    summary: JSON.stringify(summary),
    problems: JSON.stringify(problems),
    catalog: withCatalog ? JSON.stringify(catalog, written) : '',
  };
}

/** Everything of spans, and where they stand. */
function spans(store: TraceStore): string {
  return JSON.stringify(describeStore(store, KEYS), written);
}

function same(how: string, found: Said | string, wanted: Said | string): void {
  if (typeof found === 'string' || typeof wanted === 'string') {
    if (found !== wanted) throw new Error(`${how} differ\n${found}\n${wanted}`);
    return;
  }
  for (const part of ['spans', 'summary', 'problems', 'catalog'] as const)
    same(`${how}: ${part}`, found[part], wanted[part]);
}

function written(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}
