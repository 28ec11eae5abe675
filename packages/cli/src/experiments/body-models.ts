/**
 * `--body-model`: body models that the user has. Each is opened where it lies; nothing of it is kept, and its name goes
 * no further than a message about it.
 * @module
 */
import { realpathSync, statSync } from 'node:fs';
import { basename, delimiter, dirname, resolve } from 'node:path';
import { isLayoutError, readBodyModel } from '@outlay/layout';
import { NodeFileSource } from '@outlay/layout/node';
import type { BodyModels } from '@outlay/rerun/exporters';
import type { BodyModelData } from '@outlay/schema/port';
import { CliError, fileSystemReason } from '../failures/errors.ts';
import type { Session } from '../session/session.ts';

/** Opens the models named by flags, or else by the setting. @throws CliError `bodyModel`, `notFound`, `usage` */
export async function openBodyModels(session: Session, flags: readonly string[] | undefined): Promise<BodyModels> {
  const setting = session.settings.bodyModel.value;
  const files = flags ?? (typeof setting === 'string' ? setting.split(delimiter).filter((file) => file !== '') : []);
  const models: { smplx?: BodyModelData; smpl?: BodyModelData } = {};
  for (const file of files) {
    const opened = await openModel(resolve(session.io.cwd, file), file, session.signal);
    if (models[opened.model] !== undefined)
      throw new CliError('usage', `--body-model: two ${opened.model} models were given; all bodies are posed by one.`, {
        fix: 'Give one SMPL-X and one SMPL model at most.',
      });
    models[opened.model] = opened;
  }
  return models;
}

async function openModel(path: string, named: string, signal: AbortSignal): Promise<BodyModelData> {
  try {
    // A link to a shared disk is usual; a source follows none that leads out of its folder.
    const real = realpathSync(path);
    if (!statSync(real).isFile())
      throw new CliError('bodyModel', `--body-model: ${named} is a folder, not an .npz.`, { path: named });
    return await readBodyModel(new NodeFileSource(dirname(real)), basename(real), { signal });
  } catch (error) {
    if (isLayoutError(error)) throw unusable(error, named);
    const reason = fileSystemReason(error);
    if (reason === undefined) throw error;
    throw new CliError('notFound', `--body-model: ${named} cannot be read, ${reason}.`, {
      path: named,
      fix: 'Check the path of the body model.',
      cause: error,
    });
  }
}

function unusable(error: Error & { readonly code: string }, named: string): CliError {
  const facts = error as { readonly expected?: string; readonly actual?: string };
  return new CliError('bodyModel', `--body-model: ${error.message}`, {
    path: named,
    ...(facts.expected === undefined ? {} : { expected: facts.expected }),
    ...(facts.actual === undefined ? {} : { actual: facts.actual }),
    ...(error.code === 'FILE_UNSAFE' ? { fix: `If you trust the file, convert it once: ${CONVERSION}` } : {}),
    cause: error,
  });
}

/** Makes plain arrays of a pickled model, or of an `.npz` with objects in it. Needs what the file was made with: chumpy, scipy. */
const CONVERSION =
  `python3 -c "import numpy as np, sys; m = np.load(sys.argv[1], allow_pickle=True, encoding='latin1'); ` +
  `plain = lambda a: plain(a.item()) if getattr(a, 'shape', 0) == () else np.array(getattr(a, 'todense', lambda: a)(), float); ` +
  `np.savez(sys.argv[2], **{k: plain(m[k]) for k in ` +
  `'v_template f kintree_table weights J_regressor shapedirs posedirs'.split()})" model.pkl model.npz`;
