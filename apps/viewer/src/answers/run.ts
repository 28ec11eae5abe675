/**
 * What is known of single runs, asked for once.
 * @module
 */
import type { EpochMetrics, Findings, Run, RunId } from '@outlay/view/api';
import { askJson } from './ask.ts';
import { Remote } from './remote.svelte.ts';

const runs = new Map<RunId, Remote<Run>>();
const metrics = new Map<string, Remote<EpochMetrics>>();
const findings = new Map<RunId, Remote<Findings>>();

function kept<T>(map: Map<string, Remote<T>>, key: string, load: () => Promise<T>): Remote<T> {
  let remote = map.get(key);
  if (remote === undefined) {
    remote = new Remote(load);
    map.set(key, remote);
  }
  return remote;
}

export const runOf = (id: RunId): Remote<Run> =>
  kept(runs, id, () => askJson<Run>(`data/run/${id}/run.json`, `The run ${id}`));

/** The metric files of an epoch, by its name (`epoch_0030`). */
export const metricsOf = (id: RunId, epoch: string): Remote<EpochMetrics> =>
  kept(metrics, `${id}@${epoch}`, () =>
    askJson<EpochMetrics>(`data/run/${id}/metrics/${epoch}.json`, `The metrics of ${id} at ${epoch}`),
  );

export const findingsOf = (id: RunId): Remote<Findings> =>
  kept(findings, id, () => askJson<Findings>(`data/run/${id}/findings.json`, `The findings of ${id}`));

/** Something of a run changed: asks again for what somebody has looked at. */
export function refresh(id: RunId, what: 'files' | 'findings'): void {
  if (what === 'findings') return void findings.get(id)?.reload();
  runs.get(id)?.reload();
  findings.get(id)?.reload();
  for (const [key, remote] of metrics) if (key.startsWith(`${id}@`)) remote.reload();
}
