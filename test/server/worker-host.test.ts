import { afterEach, expect, test } from 'vitest';
import type { Log } from '../../server/lifecycle/log';
import { WorkerHost } from '../../server/replay/worker-host';
import { temporaryWorkspace } from './support/workspace';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const WORKER = `
const { parentPort } = require('node:worker_threads');
console.log('a library prints');
parentPort.on('message', ({ id, params }) => {
  if (params[0] === 'die') setTimeout(() => { throw new Error('out of luck'); });
  else if (params[0] === 'exit') process.exit(3);
  else if (params[0] === 'fail') parentPort.postMessage({ id, error: 'no such trace' });
  else parentPort.postMessage({ id, result: params });
});`;

function host(): { host: WorkerHost; logged: string[] } {
  const { folder, remove } = temporaryWorkspace({ 'worker.js': WORKER });
  const logged: string[] = [];
  const note = (message: string) => void logged.push(message);
  const log: Log = { info: note, warn: note, error: note, show: note };
  const started = new WorkerHost(`${folder}/worker.js`, log, () => undefined);
  cleanups.push(remove, () => started.stop());
  return { host: started, logged };
}

test('an error of the worker is the call’s error', async () => {
  await expect(host().host.call('keepProjects', ['fail'])).rejects.toThrow('no such trace');
});

test.each([
  ['die', /out of luck/],
  ['exit', /code 3/],
])('a worker that ends (%s) fails what was asked, says why, and is started again', async (way, why) => {
  const { host: worker, logged } = host();
  const asked = [worker.call('keepProjects', [way]), worker.call('keepProjects', ['later'])];
  const results = await Promise.allSettled(asked);
  expect(results.map(({ status }) => status)).toEqual(['rejected', expect.any(String)]);
  expect(logged.join('\n')).toMatch(why);
  expect(await worker.call('keepProjects', ['again'])).toEqual(['again']);
});

test('a worker that can’t be started fails the call', async () => {
  const log: Log = { info: () => {}, warn: () => {}, error: () => {}, show: () => {} };
  await expect(new WorkerHost('/nowhere/worker.js', log, () => undefined).call('keepProjects', [])).rejects.toThrow(
    /worker\.js/,
  );
});

test('what a library prints in the worker goes to the log, not to the protocol', async () => {
  const { host: worker, logged } = host();
  await worker.call('keepProjects', []);
  await expect.poll(() => logged.join('')).toContain('a library prints');
});
