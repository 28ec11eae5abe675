import { z } from 'zod';
import { Count, ExperimentHead, Path } from '../../report/common.ts';

/** What became of one recording. */
export const ExportedRecordingData = z.object({
  file: z.string().describe('name of the recording'),
  path: Path,
  kind: z.string(),
  epoch: z.int().nullable(),
  status: z.enum(['written', 'up-to-date', 'planned', 'failed', 'skipped']),
  reason: z.string().nullable().describe('why it was written, left alone or failed'),
  bytes: Count.nullable(),
  frames: Count.nullable(),
  entities: z.int().nullable(),
  leftOut: z.array(z.object({ what: z.string(), why: z.string() })).readonly(),
  durationMs: z.number(),
});
/** What became of one experiment. */
export const ExportExperiment = z.object({
  ...ExperimentHead.shape,
  status: z.enum(['ok', 'findings', 'failed', 'nothing']),
  output: Path,
  recordings: z.array(ExportedRecordingData),
  frames: Count.describe('over all recordings; epochs of training are none'),
  problems: z.object({ error: Count, warning: Count, info: Count }),
});
/** The `data` of `outlay export`. */
export const ExportData = z.object({
  dryRun: z.boolean(),
  experiments: z.array(ExportExperiment),
  totals: z.object({ experiments: Count, recordings: Count, bytes: Count, failed: Count }),
});
