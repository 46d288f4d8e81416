import { CancelledError } from '../../../engine';
import type { SqlFor } from '../../../project';
import type { ReadingParts } from '../../../traces/node';
import type { Progress, WorkerCalls } from '../messages';
import { ProjectSession } from './session';
import { runTestJob } from './test-runs';

/** What the worker answers with, over all projects. */
export function createWorkerCalls(
  report: (progress: Progress) => void,
  sqlFor: SqlFor,
  reading: ReadingParts,
): WorkerCalls {
  const sessions = new Map<string, ProjectSession>();
  return {
    async replay(job) {
      const session = sessions.get(job.folder) ?? new ProjectSession(report, sqlFor, reading);
      sessions.set(job.folder, session);
      try {
        return await session.replay(job);
      } catch (error) {
        if (error instanceof CancelledError) return null;
        throw error;
      }
    },
    async details(job) {
      try {
        return sessions.get(job.folder)?.details(job) ?? null;
      } catch (error) {
        if (error instanceof CancelledError) return null;
        throw error;
      }
    },
    async expect(job) {
      return sessions.get(job.folder)?.expect(job) ?? false;
    },
    async filesChanged(folder) {
      return (await sessions.get(folder)?.filesChanged()) ?? false;
    },
    async spanPage(span) {
      for (const session of sessions.values()) {
        const page = await session.spanPage(span);
        if (page) return page;
      }
      return null;
    },
    runTest: (job) => runTestJob(job, sqlFor),
    async keepProjects(folders) {
      const kept = new Set(folders);
      for (const folder of sessions.keys()) if (!kept.has(folder)) sessions.delete(folder);
    },
  };
}
