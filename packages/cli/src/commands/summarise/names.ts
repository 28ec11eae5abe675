import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type PickedExperiment, pickExperiments } from '../../experiments/pick.ts';
import type { ExperimentOptions } from '../../grammar/experiment-options.ts';
import type { Session } from '../../session/session.ts';

/** An experiment, with a name of the user's where there is one. */
export interface NamedExperiment {
  readonly picked: PickedExperiment;
  readonly name?: string;
}

/** Experiments with the names that users give them: `name=path`. A folder whose name has a `=` is a folder. */
export async function namedExperiments(
  { io, signal }: Session,
  arguments_: readonly string[],
  options: ExperimentOptions,
): Promise<readonly NamedExperiment[]> {
  const given = arguments_.map((text) => {
    const [, name, path] = /^([^=/\\]+)=(.+)$/.exec(text) ?? [];
    return path === undefined || existsSync(resolve(io.cwd, text)) ? { path: text } : { path, name };
  });
  const picked = await pickExperiments(
    io,
    given.map(({ path }) => path),
    options,
    signal,
  );
  // Picking makes the folder of a manifest that was named, and leaves out what is named twice.
  const nameOf = ({ path }: PickedExperiment): string | undefined =>
    given.find(
      (one) => one.name !== undefined && [path, resolve(path, 'manifest.json')].includes(resolve(io.cwd, one.path)),
    )?.name;
  return picked.map((one) => {
    const name = nameOf(one);
    return { picked: one, ...(name !== undefined && { name }) };
  });
}
