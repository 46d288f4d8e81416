import type { FunctionName, Intrinsic, ValuePlan } from '../../plan/value';

const FUNCTIONS: ReadonlySet<FunctionName> = new Set(['duration', 'time', 'split', 'json', 'url']);
const INTRINSICS: ReadonlySet<Intrinsic> = new Set([
  'span:duration',
  'span:start',
  'span:end',
  'trace:duration',
  'event:time',
  'event:timeSinceStart',
]);

/** Whether a value may be a time, a list or a record that is made anew each time it is read. Of what data holds, nobody knows. */
export function makesObjects(plan: ValuePlan): boolean {
  switch (plan.op) {
    case 'intrinsic':
      return INTRINSICS.has(plan.name);
    case 'call':
      return FUNCTIONS.has(plan.function);
    case 'sql':
      return plan.question.part === 'unfiltered';
    case 'duration':
    case 'instant':
    case 'list':
    case 'values':
    case 'attributes':
      return true;
    case 'arithmetic':
      return makesObjects(plan.left) || makesObjects(plan.right);
    case 'negate':
      return makesObjects(plan.of);
    case 'coalesce':
      return plan.of.some(makesObjects);
    case 'by-signal':
      return plan.arms.some(({ value }) => makesObjects(value));
    case 'navigate':
      return makesObjects(plan.value);
    case 'inherited':
      return [plan.value, plan.resource, ...(plan.fallback === null ? [] : [plan.fallback])].some(makesObjects);
    default:
      return false;
  }
}
