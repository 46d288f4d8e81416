import { RequestType, RequestType0 } from 'vscode-jsonrpc';
import type { Place } from './findings';

/** The test blocks of all rule files, as they are in the editor now. Those with mistakes are not among them. */
export const TestsRequest = new RequestType0<readonly RuleTestItem[], void>('ringfence/tests');

export interface RuleTestItem extends Place {
  /** Stays the same while its file and its title do. */
  readonly id: string;
  readonly title: string;
  /** Ids of the rules that it expects something of. */
  readonly rules: readonly string[];
}

/** Runs one test of `TestsRequest`; null where it is gone. */
export const RunTestRequest = new RequestType<RunTestParams, TestRun | null, void>('ringfence/runTest');

export interface RunTestParams {
  readonly id: string;
}

export interface TestRun {
  readonly passed: boolean;
  /** The expectations that are not met. */
  readonly failures: readonly TestFailure[];
  /** What could not be read of the trace files that the test names, one sentence each. */
  readonly problems: readonly string[];
}

export interface TestFailure extends Place {
  /** As the test writes it: `expect R held`. */
  readonly expectation: string;
  readonly expected: string;
  readonly found: string;
  /** The subjects that make the difference and why, as lines of plain text; empty where there are none. */
  readonly why: string;
}
