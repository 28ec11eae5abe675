import { resolve } from 'node:path';
import { initExperiment, isLayoutError, planInit } from '@outlay/layout';
import { NodeFileSink } from '@outlay/layout/node';
import type { Task } from '@outlay/schema/names';
import { CliError } from '../../failures/errors.ts';
import { EXIT } from '../../failures/exit-codes.ts';
import type { EpochSelection } from '../../grammar/selection.ts';
import { plural } from '../../render/diagnostics.ts';
import { printable } from '../../render/printable.ts';
import type { Outcome } from '../../session/outcome.ts';
import type { Session } from '../../session/session.ts';

/** Options of `outlay init` as parsed. */
export interface InitCommandOptions {
  readonly expName: string;
  readonly sceneName: string;
  readonly tasks?: readonly Task[];
  readonly epochs?: EpochSelection;
  readonly cameras?: readonly number[];
  readonly sourceCamera?: number;
  readonly dryRun?: boolean;
}

/** `outlay init <dir>`: a scaffold that validates clean. */
export async function init(session: Session, dir: string, options: InitCommandOptions): Promise<Outcome> {
  const { expName, sceneName, tasks, epochs, cameras, sourceCamera } = options;
  if (typeof epochs === 'string')
    throw new CliError('usage', `--epochs: expected numbers such as 0,15,30, found '${epochs}'.`);
  const path = resolve(session.io.cwd, dir);
  const request = {
    expName,
    sceneName,
    ...(tasks === undefined ? {} : { tasks }),
    ...(epochs === undefined ? {} : { epochs }),
    ...(cameras === undefined ? {} : { cameras }),
    ...(sourceCamera === undefined ? {} : { sourceCamera }),
  };
  const isDry = options.dryRun === true;
  const plan = await attempt(dir, async () =>
    isDry ? planInit(request) : initExperiment(new NodeFileSink(path), request),
  );
  const files = plan.files.map((file) => file.path);
  if (!isDry) session.say(`Next: outlay validate ${printable(dir)}`);
  return {
    exitCode: EXIT.ok,
    data: { path, created: !isDry, manifest: plan.manifest, files, folders: plan.folders },
    diagnostics: [],
    text: ({ verbose }) =>
      `${isDry ? 'would make' : 'made'} ${printable(path)}: ${plural(plan.folders.length, 'folder')}, ${files.join(', ')}\n${
        isDry || verbose > 0 ? plan.folders.map((folder) => `  ${folder}/\n`).join('') : ''
      }`,
  };
}

async function attempt<T>(dir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isLayoutError(error)) throw error;
    if (error.code === 'INIT_OPTION_INVALID')
      throw new CliError('usage', error.message, { fix: error.hint, cause: error });
    const message =
      error.code === 'FILE_EXISTS' ? `The folder already contains an experiment: ${dir}` : `${error.message} (${dir})`;
    throw new CliError('unwritable', message, { path: dir, fix: error.hint, cause: error });
  }
}
