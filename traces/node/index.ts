export type { InputSummary, Problem } from '../../traces';
export * from './find-trace-files';
export * from './load-traces';
export * from './trace-input';
