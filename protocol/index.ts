export * from './documents';
export * from './findings';
export * from './inputs';
export * from './replay';
export * from './settings';
export * from './tests';
