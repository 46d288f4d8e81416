import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface ProcessRun {
  readonly seconds: number;
  /** The most memory that the process had, where the system tells (Linux); else 0. */
  readonly peakMegabytes: number;
  readonly stdout: string;
  readonly code: number | null;
}

/** Runs a program to its end and looks at it from outside. */
export function run(command: string, args: readonly string[]): Promise<ProcessRun> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    let peakMegabytes = 0;
    const look = () => {
      peakMegabytes = Math.max(peakMegabytes, highWaterMark(child.pid));
    };
    const timer = setInterval(look, 20);
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(timer);
      const seconds = (performance.now() - start) / 1000;
      if (code === null || code > 1) reject(new Error(`${command} ended with ${code}`));
      resolve({ seconds, peakMegabytes, stdout: Buffer.concat(chunks).toString(), code });
    });
  });
}

function highWaterMark(pid: number | undefined): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? 0 : Math.round(Number(kilobytes) / 1024);
  } catch {
    // it has ended, or this is another system
    return 0;
  }
}

/** The best of several runs is the least disturbed one; memory is the most of all. */
export async function bestOf(times: number, command: string, args: readonly string[]): Promise<ProcessRun> {
  const runs: ProcessRun[] = [];
  for (let i = 0; i < times; i++) runs.push(await run(command, args));
  const best = runs.reduce((a, b) => (b.seconds < a.seconds ? b : a));
  return { ...best, peakMegabytes: Math.max(...runs.map((one) => one.peakMegabytes)) };
}
