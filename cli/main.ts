// The command line's composition root: the only file of cli/ that knows the process and where things lie.

import { join } from 'node:path';
import { version } from '../package.json';
import { runCommandLine } from './command-line';
import type { Io, Setup } from './io';

/** A reader that goes away (`ringfence check … | head`) ends the run quietly, as SIGPIPE would. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(141);
});

const setup: Setup = {
  version,
  packs: join(__dirname, 'packs'),
  sqlParser: join(__dirname, 'libpg-query.wasm'),
  reading: { scanner: join(__dirname, 'scanner.wasm'), worker: join(__dirname, 'reading-worker.js') },
};

const io: Io = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  now: () => BigInt(Date.now()) * 1_000_000n,
};

void runCommandLine(process.argv.slice(2), io, setup).then((code) => {
  process.exitCode = code;
});
