import { type SampleSummary, writeSampleExperiment } from './experiment.ts';
import { type SampleOptions, TINY_SAMPLE } from './options.ts';

/** Writes the smallest complete experiment (see TINY_SAMPLE) under `root` and waits for it; for tests. */
export async function writeTinyExperiment(
  root: string,
  overrides: Partial<SampleOptions> = {},
): Promise<SampleSummary> {
  const events = writeSampleExperiment(root, { ...TINY_SAMPLE, ...overrides });
  for (;;) {
    const step = await events.next();
    if (step.done) return step.value;
  }
}
