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
export * from './reading-parts';
export * from './trace-input';
