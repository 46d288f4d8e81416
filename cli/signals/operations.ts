/** The signals of `std/otel` that work for a tenant: each occurrence should say for which. */
export const operations: readonly string[] = [
  'api.request',
  'database.query',
  'cache.get',
  'cache.set',
  'cache.delete',
  'queue.publish',
  'queue.consume',
  'job.execute',
  'file.get',
  'file.put',
  'file.delete',
  'file.list',
  'audit.log_query',
];
