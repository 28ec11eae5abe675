import { join } from 'node:path';
import { makeRecordings, type RecordingResult } from '@outlay/rerun/files';
import {
  isShareError,
  type ListedRecording,
  type Probe,
  parseTarget,
  placeOf,
  probeRecording,
  publicUrl,
  RECORDINGS_FOLDER,
  type Sent,
  type ShareFile,
  sceneReadme,
  sendFiles,
  type Target,
  viewerLink,
} from '@outlay/share';
import { HubStore, hashFile } from '@outlay/share/node';
import { type OpenedExperiment, openPicked } from '../../experiments/open.ts';
import { pickExperiments } from '../../experiments/pick.ts';
import { CliError } from '../../failures/errors.ts';
import { EXIT, type ExitCode, gravestExitCode } from '../../failures/exit-codes.ts';
import type { ExperimentOptions } from '../../grammar/experiment-options.ts';
import { type EpochSelection, selectEpochs } from '../../grammar/selection.ts';
import { VERSION } from '../../process/version.ts';
import { formatBytes } from '../../render/amounts.ts';
import { findingInWords } from '../../render/recording-words.ts';
import { exitCodeOf, type LocatedDiagnostic, type Outcome } from '../../session/outcome.ts';
import type { Session } from '../../session/session.ts';
import { recordingTargets } from '../export/targets.ts';
import type { SharedExperimentData, ShareReport } from './data.ts';
import { experimentFiles } from './files.ts';
import { renderShare } from './render.ts';
import { openStore } from './stores.ts';
import type { RawFiles } from './words.ts';

/** Options of `outlay share` as parsed. */
export interface ShareOptions extends ExperimentOptions {
  readonly to: string;
  readonly publicUrl?: string;
  readonly private?: boolean;
  readonly raw: RawFiles;
  readonly epoch: EpochSelection;
  readonly tokenStdin?: boolean;
  readonly dryRun?: boolean;
}

/** An experiment that is ready to be sent. */
interface Packed {
  readonly head: Pick<SharedExperimentData, 'path' | 'scene' | 'name' | 'place'>;
  readonly files: readonly ShareFile[];
  readonly recordings: readonly ListedRecording[];
  readonly diagnostics: readonly LocatedDiagnostic[];
  readonly exitCode: ExitCode;
}

/** `outlay share [<exp>…] --to <target>` */
export async function shareCommand(
  session: Session,
  named: readonly string[],
  options: ShareOptions,
): Promise<Outcome> {
  try {
    return await share(session, named, options);
  } catch (error) {
    if (!isShareError(error)) throw error;
    throw new CliError(FAILURES[error.code] ?? 'shareRefused', error.message, { fix: error.hint, cause: error });
  }
}

const FAILURES: Readonly<Record<string, 'usage' | 'shareNotAllowed' | 'shareNetwork' | 'shareRefused'>> = {
  SHARE_TARGET_INVALID: 'usage',
  SHARE_NOT_ALLOWED: 'shareNotAllowed',
  SHARE_NETWORK: 'shareNetwork',
};

async function share(session: Session, named: readonly string[], options: ShareOptions): Promise<Outcome> {
  const target = parseTarget(options.to);
  const picked = await pickExperiments(session.io, named, options, session.signal);
  const isDryRun = options.dryRun === true;
  const store = await openStore(session, target, {
    isPrivate: options.private === true,
    tokenFromStdin: options.tokenStdin === true,
  });
  const packed: Packed[] = [];
  for (const one of picked) {
    session.signal.throwIfAborted();
    const opened = await openPicked(one, session.signal);
    packed.push(opened.experiment ? await pack(session, opened, target, options) : refused(opened));
  }
  const files = packed.flatMap((one) => one.files);
  if (store instanceof HubStore) {
    const objections = await store.objections(files, session.signal);
    if (objections.length > 0) throw new CliError('shareRefused', objections.join(' '));
  }
  const sent = await send(session, store, files, messageOf(packed), isDryRun);
  const experiments: SharedExperimentData[] = [];
  for (const one of packed) experiments.push(await linked(session, one, target, sent.result, options, isDryRun));
  const data: ShareReport = {
    target: options.to,
    dryRun: isDryRun,
    files: sent.files,
    bytes: sent.bytes,
    there: sent.result.there,
    commit: sent.result.revision.commit ?? null,
    experiments,
  };
  return {
    exitCode: gravestExitCode(packed.map(({ exitCode }) => exitCode)),
    data,
    diagnostics: packed.flatMap(({ diagnostics }) => diagnostics),
    isAboutSeveral: picked.length > 1,
    text: (style) => renderShare(data, style),
  };
}

function refused({
  picked,
  diagnostics,
  exitCode,
}: Extract<Awaited<ReturnType<typeof openPicked>>, { exitCode: ExitCode }>): Packed {
  return {
    head: { path: picked.path, scene: null, name: null, place: null },
    files: [],
    recordings: [],
    diagnostics: diagnostics.map((one) => ({ ...one, experiment: picked.path })),
    exitCode,
  };
}

async function pack(
  session: Session,
  opened: OpenedExperiment,
  target: Target,
  options: ShareOptions,
): Promise<Packed> {
  const { experiment, picked, source } = opened;
  const { exp_name: name, scene_name: scene } = experiment.manifest;
  const folder = target.kind === 'hub' && target.folder !== '' ? `${target.folder}/` : '';
  const place = `${folder}${placeOf({ experiment: name, scene })}`;
  const available = experiment.evaluations.map(({ epoch }) => epoch);
  const { epochs } = selectEpochs(options.epoch, available);
  const { kinds } = recordingTargets(experiment, 'all', { epoch: epochs });
  const made = await make(session, opened, kinds);
  const isThere = ({ status }: RecordingResult) => status === 'written' || status === 'up-to-date';
  const ready = made.filter(isThere);
  const files = ready.map(
    ({ file, path, bytes = 0 }): ShareFile => ({ path: `${place}/${RECORDINGS_FOLDER}/${file}`, bytes, from: path }),
  );
  const recordings = ready.map(({ file, kind, bytes = 0 }, i): ListedRecording => {
    const url = urlOf(target, files[i]!.path, options, session);
    return {
      file,
      bytes,
      ...('epoch' in kind && { epoch: kind.epoch }),
      ...(url !== undefined && { url, open: viewerLink([url]) }),
    };
  });
  const rest = await experimentFiles(source, picked.path, place, { raw: options.raw, epochs, signal: session.signal });
  const readme = new TextEncoder().encode(sceneReadme({ experiment: name, scene }, recordings));
  const diagnostics = [...experiment.problems, ...made.flatMap((one) => one.diagnostics.map(findingInWords))];
  const failed = made.some(({ status }) => status === 'failed');
  return {
    head: { path: picked.path, scene, name, place },
    files: [...files, ...rest, { path: `${place}/README.md`, bytes: readme.length, from: readme }],
    recordings,
    diagnostics: diagnostics.map((one) => ({ ...one, experiment: picked.path })),
    exitCode: gravestExitCode([exitCodeOf(diagnostics), failed ? EXIT.findings : EXIT.ok]),
  };
}

function urlOf(target: Target, path: string, { publicUrl: base }: ShareOptions, { io }: Session, revision?: string) {
  return publicUrl(target, path, {
    ...(base !== undefined && { base }),
    ...(revision !== undefined && { revision }),
    ...(io.env.HF_ENDPOINT && { endpoint: io.env.HF_ENDPOINT }),
  });
}

/** Recordings beside the experiment, made where they are not up to date, as `outlay export` does. */
async function make(
  session: Session,
  { experiment, source, picked }: OpenedExperiment,
  kinds: ReturnType<typeof recordingTargets>['kinds'],
): Promise<readonly RecordingResult[]> {
  const making = makeRecordings(experiment, {
    folder: join(picked.path, 'rerun'),
    kinds,
    toolVersion: VERSION,
    signal: session.signal,
    now: session.io.now,
    ...(source.stat ? { statFiles: (paths) => source.stat!(paths) } : {}),
  });
  for (;;) {
    const step = await making.next();
    if (step.done) {
      if (step.value.failure) throw new CliError('unwritable', findingInWords(step.value.failure.diagnostic).message);
      return step.value.recordings;
    }
    if (step.value.kind === 'progress') session.progress.step({ ...step.value, subject: step.value.file });
  }
}

async function send(
  session: Session,
  store: Parameters<typeof sendFiles>[0],
  files: readonly ShareFile[],
  message: string,
  dryRun: boolean,
): Promise<{ readonly result: Sent; readonly files: number; readonly bytes: number }> {
  const sending = sendFiles(store, files, { hash: hashFile, message, dryRun, signal: session.signal });
  const started = session.io.now();
  const there = new Map<string, number>();
  let planned = { files: 0, bytes: 0 };
  for (;;) {
    const step = await sending.next();
    if (step.done) return { result: step.value, ...planned };
    const event = step.value;
    if (event.kind === 'planned') planned = { files: event.files, bytes: event.bytes };
    if (event.kind !== 'progress') continue;
    there.set(event.path, event.bytes);
    const done = [...there.values()].reduce((sum, bytes) => sum + bytes, 0);
    const left = ((session.io.now() - started) / Math.max(1, done)) * (planned.bytes - done);
    session.progress.step({
      subject: 'sent',
      done,
      total: planned.bytes,
      note: `${formatBytes(done)} of ${formatBytes(planned.bytes)}, ${Math.ceil(left / 1000)} s left`,
    });
  }
}

/** The first line of a commit. */
function messageOf(packed: readonly Packed[]): string {
  const names = packed.flatMap(({ head }) => (head.name === null ? [] : [`${head.scene} / ${head.name}`]));
  return names.length === 1 ? `Add ${names[0]}` : `Add ${names.length} experiments`;
}

async function linked(
  session: Session,
  { head, recordings }: Packed,
  target: Target,
  { revision }: Sent,
  options: ShareOptions,
  isDryRun: boolean,
): Promise<SharedExperimentData> {
  const links: SharedExperimentData['links'][number][] = [];
  for (const { file, bytes, url } of recordings) {
    const path = `${head.place}/${RECORDINGS_FOLDER}/${file}`;
    const pinned = revision.commit && urlOf(target, path, options, session, revision.commit);
    const probe =
      url === undefined || isDryRun
        ? undefined
        : await probeRecording(pinned ?? url, bytes, { signal: session.signal });
    links.push({
      file,
      bytes,
      url: url ?? null,
      viewer: url === undefined ? null : viewerLink([url]),
      pinned: pinned ? viewerLink([pinned]) : null,
      ...stateOf(probe),
    });
  }
  return { ...head, links };
}

function stateOf(probe: Probe | undefined): Pick<SharedExperimentData['links'][number], 'state' | 'reason'> {
  if (probe === undefined) return { state: 'not-tried', reason: null };
  return probe.ok ? { state: 'opens', reason: null } : { state: 'fails', reason: probe.message ?? null };
}
