import { z } from 'zod';
import { Path } from '../../report/common.ts';
import { ExportedRecordingData } from '../export/data.ts';

/** A run of a comparison. */
export const ComparedRunData = z.object({
  name: z.string().describe('as in titles and curves'),
  path: Path,
  scene: z.string(),
  experiment: z.string().describe('exp_name of the manifest'),
  epoch: z.int(),
});
/** The `data` of `outlay compare`. */
export const CompareData = z.object({
  dryRun: z.boolean(),
  runs: z.array(ComparedRunData).describe('differences are to the first'),
  recordings: z.array(ExportedRecordingData).describe('several where one would be too large'),
});
