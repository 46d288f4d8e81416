import { judge, type Plan, type Report, type TraceStore } from '../../engine';
import { type LoadedTraces, loadTraces } from '../../traces/node';
import { describeStore } from '../support/describe-store';
import { fetchingKeys } from '../support/fetch-request';
import { READING_PARTS } from '../support/open-scanner';
import { planOf } from '../support/rules';
import { KEYS as WRITTEN_KEYS } from '../traces/arbitrary-otlp';
import type { FuzzInput } from './inputs';
import { isPlainlyRead } from './plainly-read';
import type { Random } from './random';
import { type Asked, PATH, type Read, readPieces, readPlainly } from './readings';

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

const REQUESTS = [EVERYTHING, EVERYTHING, LITTLE, { ...EVERYTHING, prefixes: [''] }, { ...LITTLE, events: false }];

const PLAN: Plan = planOf(`
signal some.work = span where span:kind != producer
signal query = event where db.query.text != null
rule in-trace { when { some.work.where(tenant.id != null) } always { trace.has(query) } }
rule per-occurrence { each some.work as s always { s.tenant.id == s.root.tenant.id } }
rule over-time { per tenant.id window 1min always { count(some.work) <= 3 } }
`);

/** An element that isn't whole is begun anew with each piece. */
const MOST_PIECES = 200;

/** What an input was good for: `compared` ones were read by the plain reader too. */
export interface Examined {
  readonly spans: number;
  readonly problems: number;
  readonly refused: boolean;
  readonly compared: boolean;
}

/**
 * Reads an input in one piece without the scanner of usual spans, and in another way; where it is OTLP JSON that
 * JSON.parse takes, plainly too; judges some of it.
 * @throws Error where the readings or the verdicts differ, or whatever a reader threw
 */
export async function examine({ bytes, packed }: FuzzInput, random: Random): Promise<Examined> {
  const request = random.pick(REQUESTS);
  const asked = { request, catalog: random.chance(0.3) };
  if (packed !== 'plain') return summed(await load(bytes, asked), false);
  const whole = { scanned: false, pieces: Math.max(1, bytes.length) };
  const wanted = readPieces(bytes, asked, whole);
  const isJson = /^(otlp|tempo)-json$/.test(wanted.summary.format ?? '');
  const isJudged = request === EVERYTHING && random.chance(0.1);
  const [how, found, catalog] = await readOtherwise(bytes, asked, random, isJson);
  const said = described(wanted, catalog);
  same(how, described(found, catalog), said);
  if (isJudged) same(`${how}: verdicts`, verdicts(found.store), verdicts(wanted.store));
  const text = isJson ? isPlainlyRead(bytes) : null;
  if (text === null) return summed(wanted, false);
  const plain = readPlainly(text, asked);
  same('plainly: spans', spans(plain), said.spans);
  if (isJudged) same('plainly: verdicts', verdicts(plain), verdicts(wanted.store));
  return summed(wanted, true);
}

/** In a way that must make no difference; whether catalogs can be compared stands last. */
async function readOtherwise(
  bytes: Uint8Array,
  asked: Asked,
  random: Random,
  isJson: boolean,
): Promise<readonly [how: string, found: Read, catalog: boolean]> {
  const whole = Math.max(1, bytes.length);
  if (random.chance(0.05)) return ['as a file', await load(bytes, asked), asked.catalog];
  if (random.chance(0.1)) {
    const other = { ...asked, catalog: !asked.catalog };
    return ['with or without a catalog', readPieces(bytes, other, { scanned: isJson, pieces: whole }), false];
  }
  if (isJson && random.chance(0.4))
    return ['scanned', readPieces(bytes, asked, { scanned: true, pieces: whole }), asked.catalog];
  const pieces = Math.max(random.between(1, random.pick([8, 100, 1000])), Math.ceil(whole / MOST_PIECES));
  const scanned = isJson && random.chance(0.7);
  const how = `${scanned ? 'scanned ' : ''}in pieces of ${pieces}`;
  return [how, readPieces(bytes, asked, { scanned, pieces }), asked.catalog];
}

async function load(bytes: Uint8Array, { request, catalog }: Asked): Promise<Read> {
  const inputs = [{ path: PATH, file: '-', named: true, content: bytes }];
  const loaded: LoadedTraces = await loadTraces(inputs, request, { catalog, parts: READING_PARTS });
  return { ...loaded, summary: loaded.inputs[0]! };
}

function summed({ summary, problems }: Read, compared: boolean): Examined {
  return { spans: summary.spans, problems: problems.length, refused: summary.format === null, compared };
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

function verdicts(store: TraceStore): string {
  return JSON.stringify(withoutPlaces(judge(PLAN, store, {})), written);
}

/** Where something was found is another matter for the plain reader. */
function withoutPlaces(report: Report): unknown {
  const listed = [report.violations, report.unproven, report.indeterminate, report.exempted];
  return [
    report.rules,
    listed.map((list) => list.map(({ ruleId, signalId, verdict, missing }) => [ruleId, signalId, verdict, missing])),
  ];
}

function written(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}
