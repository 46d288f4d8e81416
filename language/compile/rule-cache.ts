import type { RulePlan } from '../../engine';
import type { Rule } from '../generated/ast';
import type { RuleFile } from '../rule-file';

/** A file as it was compiled last. */
interface Remembered {
  /** The text of what it declares and imports: rules are read by it. */
  readonly names: string;
  /** The other files whose names it sees. */
  readonly others: readonly RuleFile[];
  readonly plans: Map<string, RulePlan>;
  /** How many versions of the file have been compiled with these plans. */
  readonly versions: number;
}

/**
 * Plans of rules by their text, for a file that is edited: where its names are what they were, only the rule that was
 * typed in is compiled again. Rules with diagnostics aren't kept, since these have places.
 */
export class RuleCache {
  readonly #files = new Map<string, Remembered>();

  clear(): void {
    this.#files.clear();
  }

  /** What is known of the rules of a file; what is added to it is known of its next version. */
  of(file: RuleFile, sees: readonly RuleFile[]): Map<string, RulePlan> {
    const names = namesText(file);
    const others = sees.filter((seen) => seen !== file);
    const before = this.#files.get(file.uri);
    const isKnown =
      before !== undefined &&
      before.versions < MAX_VERSIONS &&
      before.names === names &&
      before.others.length === others.length &&
      before.others.every((other, index) => other === others[index]);
    const known = isKnown ? before.plans : new Map<string, RulePlan>();
    const plans = new Map(rulesOf(file).flatMap((rule) => knownPlan(known, textOf(rule))));
    this.#files.set(file.uri, { names, others, plans, versions: isKnown ? before.versions + 1 : 1 });
    return plans;
  }
}

/** Each version compiles the signals of its file anew for the rules that changed: these copies are not to pile up. */
const MAX_VERSIONS = 100;

function knownPlan(known: ReadonlyMap<string, RulePlan>, text: string): [string, RulePlan][] {
  const plan = known.get(text);
  return plan ? [[text, plan]] : [];
}

function rulesOf(file: RuleFile): Rule[] {
  return file.ast.declarations.filter((node) => node.$type === 'Rule');
}

/** A rule as it is written: what its plan depends on besides names. */
export function textOf(rule: Rule): string {
  return rule.$cstNode?.text ?? '';
}

function namesText({ ast }: RuleFile): string {
  const declared = ast.declarations.filter(({ $type }) => $type !== 'Rule' && $type !== 'Test' && $type !== 'Exempt');
  return [...ast.imports, ...declared].map((node) => node.$cstNode?.text ?? '').join('\n');
}
