import { examine } from './examine';
import { fuzzInput, seeds } from './inputs';
import { randomAt } from './random';
import { type Watch, watch } from './watch';

/** Of processor time, in milliseconds; of memory beyond the most that was taken before, and in all, in megabytes. */
const LONGEST = 1_000;
const MOST_GROWTH = 150;
const MOST_MEMORY = 1_000;

export interface Figures {
  inputs: number;
  packed: number;
  spans: number;
  refused: number;
  withProblems: number;
  /** Read with JSON.parse too. */
  compared: number;
  /** Judged over several readings, and by the reference evaluator too. */
  judged: number;
  byReference: number;
  /** Of processor time in all, in milliseconds. */
  milliseconds: number;
  slowest: number;
  peakMegabytes: number;
}

export const NOTHING: Figures = {
  inputs: 0,
  packed: 0,
  spans: 0,
  refused: 0,
  withProblems: 0,
  compared: 0,
  judged: 0,
  byReference: 0,
  milliseconds: 0,
  slowest: 0,
  peakMegabytes: 0,
};

/**
 * Examines so many inputs, each a function of the seed and its place.
 * @throws Error with the input for what was thrown, what differs, more than a second, more than 150 MB
 */
export async function fuzz(count: number, seed: number): Promise<Figures> {
  const from = seeds(seed);
  const figures = { ...NOTHING };
  const watching = watch();
  try {
    for (let place = 0; place < count; place++) await fuzzOne(from, seed, place, figures, watching);
  } finally {
    await watching.end();
  }
  figures.milliseconds = Math.round(figures.milliseconds);
  return figures;
}

async function fuzzOne(from: ReturnType<typeof seeds>, seed: number, place: number, figures: Figures, { at }: Watch) {
  const random = randomAt(seed, place);
  const input = fuzzInput(from, random);
  at(seed, place);
  const before = process.resourceUsage();
  const failed = (why: string): Error =>
    new Error(`seed ${seed}, input ${place} (${input.packed}): ${why}\n${shown(input.bytes)}`);
  const examined = await examine(input, random).catch((error: Error) => {
    throw failed(String(error.stack));
  });
  const after = process.resourceUsage();
  const ms = (after.userCPUTime + after.systemCPUTime - before.userCPUTime - before.systemCPUTime) / 1000;
  const megabytes = Math.round(after.maxRSS / 1024);
  if (ms > LONGEST) throw failed(`it took ${Math.round(ms)} ms`);
  if (megabytes > MOST_MEMORY || after.maxRSS - before.maxRSS > MOST_GROWTH * 1024)
    throw failed(`it took ${Math.round((after.maxRSS - before.maxRSS) / 1024)} MB more, ${megabytes} MB in all`);
  figures.inputs++;
  figures.spans += examined.spans;
  if (input.packed !== 'plain') figures.packed++;
  if (examined.refused) figures.refused++;
  if (examined.problems > 0) figures.withProblems++;
  if (examined.compared) figures.compared++;
  if (examined.judged !== 'no') figures.judged++;
  if (examined.judged === 'by both') figures.byReference++;
  figures.milliseconds += ms;
  figures.slowest = Math.max(figures.slowest, Math.round(ms));
  figures.peakMegabytes = megabytes;
}

/** Both taken together. */
export function sumOf(a: Figures, b: Figures): Figures {
  const sums = Object.fromEntries(
    Object.keys(NOTHING).map((key) => [key, a[key as keyof Figures] + b[key as keyof Figures]]),
  );
  return {
    ...(sums as unknown as Figures),
    slowest: Math.max(a.slowest, b.slowest),
    peakMegabytes: Math.max(a.peakMegabytes, b.peakMegabytes),
  };
}

function shown(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1').slice(0, 4000);
}
