export { addCoverage, type CoveredShare, percentOf, shareOf, uncovered } from './coverage';
export { type Difference, differenceOf } from './difference';
export type { ExpectationOutcome, TestOutcome } from './outcome';
export { type RunTestsOptions, runTest } from './run-test';
