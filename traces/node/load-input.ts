import { CancelledError } from '../../engine';
import { type ColumnsBuilder, type ContentOutcome, ContentReader } from '../../traces';
import { BrokenInstallation } from './broken-installation';
import { openSource } from './content-source';
import { BadEnvelope } from './envelope';
import { openEnvelope } from './envelopes';
import { describeSystemError } from './system-error';
import type { TraceInput } from './trace-input';
import { OutOfRoom, type Turn } from './turn';

export interface LoadedInput {
  readonly outcome: ContentOutcome;
  /** The file's size, as it is stored. */
  readonly bytes: number;
  /** Whether some of it was left out for want of room. */
  readonly cut: boolean;
}

const NO_ROOM = 'the memory that traces may take is full';

/** Reads one input as a whole. @throws CancelledError, BrokenInstallation */
export async function loadInput(input: TraceInput, builder: ColumnsBuilder, turn: Turn): Promise<LoadedInput> {
  const reader = new ContentReader(builder, { path: input.path, named: input.named });
  let cut = false;
  try {
    turn.askForRoom();
    const source = openSource(input);
    turn.size = source.size;
    const { suffix, content } = await openEnvelope(turn.counted(source.chunks));
    reader.suffix = suffix;
    for await (const chunk of content) {
      reader.write(chunk);
      if (reader.refused) break;
      await turn.pass();
    }
    reader.end();
  } catch (error) {
    if (error instanceof CancelledError || error instanceof BrokenInstallation) throw error;
    cut = error instanceof OutOfRoom;
    reader.fail(cut ? NO_ROOM : error instanceof BadEnvelope ? error.message : describeSystemError(error));
  }
  turn.report();
  return { outcome: reader.outcome(), bytes: Math.max(turn.bytes, turn.size), cut };
}
