export type { ExpectationOutcome, TestOutcome } from './outcome';
export { type RunTestsOptions, runTest } from './run-test';
