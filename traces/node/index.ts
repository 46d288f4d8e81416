export type {
  CatalogAttribute,
  Counted,
  GrowingStore,
  InputSummary,
  Problem,
  TraceCatalog,
  ValueType,
} from '../../traces';
export * from './add-columns';
export * from './find-trace-files';
export type * from './load-progress';
export * from './load-traces';
export { startThreads } from './read-inputs';
export * from './reading-parts';
export type { ReadingThreads } from './reading-threads';
export * from './trace-input';
