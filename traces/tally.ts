const TALLY_COUNTS = [
  'spans',
  'traceDocuments',
  'tempoDocuments',
  'logDocuments',
  'metricDocuments',
  'profileDocuments',
  'otherDocuments',
] as const;

export type TallyCount = (typeof TALLY_COUNTS)[number];

/** What was met in one content. */
export class Tally {
  spans = 0;
  /** Documents (messages, lines) that carry traces; an empty one counts. */
  traceDocuments = 0;
  /** Those of `traceDocuments` that look like Tempo's. */
  tempoDocuments = 0;
  logDocuments = 0;
  metricDocuments = 0;
  profileDocuments = 0;
  /** Documents that are nothing of the kind. */
  otherDocuments = 0;

  add(other: Readonly<Pick<Tally, TallyCount>>): void {
    for (const count of TALLY_COUNTS) this[count] += other[count];
  }

  /** As plain data. */
  counts(): Pick<Tally, TallyCount> {
    return Object.fromEntries(TALLY_COUNTS.map((count) => [count, this[count]])) as Pick<Tally, TallyCount>;
  }

  /** Names the other signals that were met, as in `40 metrics and 16 logs messages`; null if there were none. */
  otherSignals(): string | null {
    const counted = [
      [this.metricDocuments, 'metrics'],
      [this.logDocuments, 'logs'],
      [this.profileDocuments, 'profiles'],
    ] as const;
    const parts = counted.filter(([count]) => count > 0).map(([count, signal]) => `${count} ${signal}`);
    if (parts.length === 0) return null;
    const only = counted.reduce((sum, [count]) => sum + count, 0) === 1;
    return `${joined(parts)} ${only ? 'message' : 'messages'}`;
  }
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join() : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
