import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { type ExitCode, type Io, runCommandLine } from '../../cli';
import { READING_PARTS } from '../support/open-scanner';

export const root = resolve(import.meta.dirname, '../..');

export interface Captured {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Io['env'];
  readonly now?: bigint;
  readonly terminal?: boolean;
  readonly reading?: typeof READING_PARTS;
}

/** Runs a command line in this process and gives what it printed. */
export async function ringfence(argv: readonly string[], surroundings: Surroundings = {}): Promise<Captured> {
  const { cwd = root, env = {}, now = 0n, terminal = false, reading = READING_PARTS } = surroundings;
  const stdout = new Collector(terminal);
  const stderr = new Collector(terminal);
  const io: Io = { stdout, stderr, env, cwd, now: () => now };
  const code = await runCommandLine(argv, io, {
    version: '0.0.0-test',
    packs: join(root, 'packs'),
    sqlParser: join(root, 'node_modules/libpg-query/wasm/libpg-query.wasm'),
    reading,
  });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

class Collector extends Writable {
  text = '';

  constructor(readonly isTTY: boolean) {
    super({ decodeStrings: false });
  }

  override _write(chunk: string, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk;
    done();
  }
}
