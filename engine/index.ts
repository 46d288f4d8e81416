export * from './plan/condition';
export * from './plan/plan';
export * from './plan/search';
export * from './plan/signal';
export * from './plan/value';
export * from './report';
export type { FetchRequest } from './store/fetch-request';
export * from './store/store';
export * from './value';
