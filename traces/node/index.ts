export type { CatalogAttribute, Counted, InputSummary, Problem, TraceCatalog, ValueType } from '../../traces';
export * from './find-trace-files';
export * from './load-traces';
export * from './trace-input';
