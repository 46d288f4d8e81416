export { addCoverage, type CoveredShare, percentOf, shareOf, uncovered } from './coverage';
export type { ExpectationOutcome, TestOutcome } from './outcome';
export { type RunTestsOptions, runTest } from './run-test';
