export * from './columns/builder';
export type * from './problem';
