import type { Report, RuleSummary } from '../../engine';
import { packName } from '../../language';
import { pathOfUri } from '../../project';
import type { Problem, TraceCatalog } from '../../traces/node';
import type { ReadTraces } from '../read-traces';
import type { CheckInput, ShownDiagnostic } from '../report/check-result';
import { shownPath } from '../shown';
import type { LoadedSignals } from './load-signals';
import { operations } from './operations';

/** All that a reporter of `signals` prints. Paths are as they are shown. */
export interface SignalsResult extends SignalsSetting {
  readonly traces: number;
  readonly spans: number;
  /** Operations first, as std declares them; then the others by name. */
  readonly signals: readonly SignalSeen[];
  /** All operations, each once; null where only some signals were asked for. */
  readonly operations: TenantSeen | null;
  /** Names that rules use and nothing declares, with how many spans and events have them. */
  readonly undeclared: readonly { readonly name: string; readonly count: number }[];
  readonly catalog: TraceCatalog;
  /** What fails by `least`: signals by name, or the lack of any operation. */
  readonly below: readonly string[];
  readonly problems: readonly Problem[];
  readonly diagnostics: readonly ShownDiagnostic[];
}

export interface SignalsSetting {
  readonly version: string;
  readonly inputs: readonly CheckInput[];
  /** What was asked for with --min-coverage, in percent. */
  readonly least: number | null;
  /** Whether values of attributes are shown. */
  readonly samples: boolean;
}

export interface SignalSeen {
  readonly name: string;
  /** `std/otel`, `pack/NAME/FILE` or the path of a file. */
  readonly declaredIn: string;
  /** An operation works for a tenant, so that its tenant is to be known; so does whatever was asked for by name. */
  readonly isOperation: boolean;
  readonly tenant: TenantSeen;
  readonly userTenant: TenantSeen;
  /** Occurrences that may be the signal's or not, for data is missing. Not in the counts. */
  readonly possible: number;
}

/** Of how many occurrences a tenant is known. */
export interface TenantSeen {
  readonly count: number;
  readonly known: number;
  /** Attributes or enclosing spans are missing from the data, and the tenant with them, maybe. */
  readonly unknowable: number;
}

export const NO_OPERATION = '(no operation at all)';

export function signalsResult(
  loaded: LoadedSignals,
  report: Report,
  { catalog, problems }: ReadTraces,
  { cwd, ...setting }: SignalsSetting & { readonly cwd: string },
): SignalsResult {
  const summaries = new Map(report.rules.map((rule) => [rule.id, rule]));
  const all = loaded.operations === null ? null : tenantSeen(summaries.get(loaded.operations)!);
  const own = new Set(loaded.signals.filter(({ uri }) => packName(uri) === undefined).map(({ name }) => name));
  const signals = loaded.signals.map(({ name, uri, tenant, userTenant }): SignalSeen => {
    const replaced = packName(uri) !== undefined && own.has(name);
    return {
      name,
      declaredIn: packName(uri) ?? shownPath(pathOfUri(uri), cwd),
      isOperation: all === null || (operations.includes(name) && !replaced),
      tenant: tenantSeen(summaries.get(tenant)!),
      userTenant: tenantSeen(summaries.get(userTenant)!),
      possible: summaries.get(tenant)!.indeterminate,
    };
  });
  return {
    ...setting,
    traces: report.summary.traces,
    spans: report.summary.spans,
    signals: signals.sort(byPlace),
    operations: all,
    undeclared: loaded.undeclared.map((name) => ({ name, count: countOf(name, catalog!) })),
    catalog: catalog!,
    below: belowOf(signals, all, setting.least),
    problems,
    diagnostics: loaded.diagnostics,
  };
}

function tenantSeen({ checked, held, unproven }: RuleSummary): TenantSeen {
  return { count: checked, known: held, unknowable: unproven };
}

/** In percent; null of nothing. */
export function percentKnown({ count, known }: TenantSeen): number | null {
  return count === 0 ? null : (100 * known) / count;
}

/** Nothing is not enough of anything: what was asked for by name must be there, and else some operation. */
function belowOf(signals: readonly SignalSeen[], all: TenantSeen | null, least: number | null): string[] {
  if (least === null) return [];
  if (all?.count === 0) return [NO_OPERATION];
  const tooLittle = ({ tenant }: SignalSeen) => (percentKnown(tenant) ?? (all === null ? -1 : 100)) < least;
  return signals.filter((signal) => signal.isOperation && tooLittle(signal)).map(({ name }) => name);
}

function countOf(name: string, { spanNames, eventNames }: TraceCatalog): number {
  return [...spanNames, ...eventNames].reduce((sum, seen) => sum + (seen.name === name ? seen.count : 0), 0);
}

function byPlace(a: SignalSeen, b: SignalSeen): number {
  return placeOf(a) - placeOf(b) || compareText(a.name, b.name) || compareText(a.declaredIn, b.declaredIn);
}

function placeOf({ name, isOperation }: SignalSeen): number {
  const place = operations.indexOf(name);
  return isOperation && place >= 0 ? place : operations.length;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
