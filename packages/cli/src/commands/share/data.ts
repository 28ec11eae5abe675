import { z } from 'zod';
import { Count } from '../../report/common.ts';

const Link = z.object({
  file: z.string(),
  bytes: Count,
  url: z.string().nullable().describe('where the file is; null when --public-url is missing'),
  viewer: z.string().nullable().describe('opens it in the hosted viewer'),
  pinned: z.string().nullable().describe('the same, at this commit for ever'),
  state: z.enum(['opens', 'fails', 'not-tried']),
  reason: z.string().nullable(),
});

/** One experiment, as `outlay share` sent it. */
export const SharedExperiment = z.object({
  path: z.string(),
  scene: z.string().nullable(),
  name: z.string().nullable(),
  place: z.string().nullable().describe('its folder at the target'),
  links: z.array(Link).readonly(),
});
/** One experiment, as `outlay share` sent it. */
export type SharedExperimentData = z.infer<typeof SharedExperiment>;

/** The `data` of `outlay share`. */
export const ShareData = z.object({
  target: z.string(),
  dryRun: z.boolean(),
  files: Count.describe('files that were sent, or would be'),
  bytes: Count,
  there: Count.describe('files that the target had already'),
  commit: z.string().nullable(),
  experiments: z.array(SharedExperiment).readonly(),
});
/** What `outlay share` did. */
export type ShareReport = z.infer<typeof ShareData>;
