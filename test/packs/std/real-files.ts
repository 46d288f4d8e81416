import { fileURLToPath } from 'node:url';
import { countingRules } from '../../../cli/signals/counting-rules';
import { operations } from '../../../cli/signals/operations';
import { fetchRequestOf, judge } from '../../../engine';
import { compileProject } from '../../../language';
import { findTraceFiles, loadTraces } from '../../../traces/node';
import { PACKS } from '../../support/rules';
import { SQL } from '../../support/sql';

/** Trace files of many projects, beside this one. */
export const REAL_TRACES = fileURLToPath(new URL('../../../../shared/data/traces', import.meta.url));

/**
 * For every signal of std how often it occurs in which file (`+n`: and n more, possibly), then how many spans each file has: a text with
 * a line for each.
 */
export async function seenInRealFiles(): Promise<string> {
  const counting = countingRules([], operations, PACKS, () => undefined);
  const { plan } = compileProject({ files: counting.files, packs: PACKS });
  const wanted = new Set(counting.signals.map(({ tenant }) => tenant));
  const own = { ...plan, rules: plan.rules.filter(({ id }) => wanted.has(id)) };
  const request = fetchRequestOf(own);
  const { inputs } = await findTraceFiles(['.'], { cwd: REAL_TRACES });
  const bySignal = new Map(counting.signals.map(({ name }) => [name, [] as string[]]));
  const spans: string[] = [];
  for (const input of inputs) {
    const { store } = await loadTraces([input], request);
    if (store.spans.count === 0) continue;
    spans.push(`  ${input.path} ${store.spans.count}`);
    const { rules } = judge(own, store, { ...SQL, mostListed: 0 });
    const counts = new Map(rules.map((rule) => [rule.id, rule]));
    for (const { name, tenant } of counting.signals) {
      const { checked, indeterminate } = counts.get(tenant)!;
      const possible = indeterminate > 0 ? `+${indeterminate}` : '';
      if (checked + indeterminate > 0) bySignal.get(name)!.push(`  ${input.path} ${checked}${possible}`);
    }
  }
  const sections = [...bySignal].map(([name, lines]) => [name, ...(lines.length > 0 ? lines : ['  nowhere'])]);
  return `${[...sections, ['spans', ...spans]].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
