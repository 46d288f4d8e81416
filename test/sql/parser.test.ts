import { expect, test } from 'vitest';
import { loadSqlParser } from '../../sql';

test('bytes that are no parser are refused', async () => {
  await expect(loadSqlParser(new Uint8Array([1, 2, 3]))).rejects.toThrow(/WebAssembly/);
});
