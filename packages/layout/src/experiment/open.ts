/**
 * An experiment folder as typed values: the port of `@outlay/schema` over a {@link FileSource}.
 * @module
 */
import type { Diagnostic, Manifest } from '@outlay/schema';
import type { Experiment, FingerprintPart, InputFile } from '@outlay/schema/port';
import type { Decoders } from '../decode/decoders.ts';
import { PathRefusedError } from '../errors.ts';
import { type ManifestState, readManifestState } from '../manifest/state.ts';
import { cameraKinds, sourceCameraOf } from '../scan/camera-kinds.ts';
import { takeInventory } from '../scan/inventory.ts';
import { openingProblems } from '../scan/opening-problems.ts';
import { isScanned, type ScannedExperiment } from '../scan/scanned-experiment.ts';
import type { ScannedFolder } from '../scan/scanned-folder.ts';
import { type ScanOptions, scan } from '../scan/walk.ts';
import type { FileSource } from '../source/file-source.ts';
import { findEpochs } from './epochs.ts';
import { openEvaluation } from './evaluation.ts';
import type { ExperimentFiles } from './experiment-files.ts';
import { filesOf, fingerprintOf, lookAtFilesOf } from './fingerprint.ts';
import { openInputSplit, openNvGeneration } from './input-split.ts';
import { explainNoManifest } from './not-an-experiment.ts';
import { ManifestInvalidError, VersionUnsupportedError } from './open-errors.ts';
import { openPoseStates } from './pose-states.ts';
import { openTraining } from './training.ts';

/** How to open an experiment. */
export interface OpenExperimentOptions extends Pick<ScanOptions, 'concurrency' | 'signal'> {
  /** Told the number of files found so far, folder by folder, while names are read. */
  readonly onFiles?: (count: number) => void;
  /** Default: portable code in this thread. In Node, `nodeDecoders()` is several times faster on masks. */
  readonly decoders?: Decoders;
}

/**
 * Opens an experiment: reads the manifest and the names of all files, each folder once. Values are read when their
 * series are. Given what `scanExperiment` returned, it lists nothing. `problems` holds what is wrong but does not
 * prevent opening. A file that cannot be read is a problem of its frame; a 0-byte mesh, which the layout uses for an
 * absent person, is one of severity `info`.
 *
 * ```ts
 * import { openExperiment } from '@outlay/layout';
 * import { NodeFileSource, nodeDecoders } from '@outlay/layout/node';
 * const source = new NodeFileSource('results/scene/v104');
 * const experiment = await openExperiment(source, { decoders: nodeDecoders() });
 * ```
 * @throws NotAnExperimentError, ManifestInvalidError, VersionUnsupportedError; FileNotFoundError and
 * FileUnreadableError when the folder itself or its manifest cannot be read; the abort reason.
 */
export async function openExperiment(
  source: FileSource | ScannedExperiment,
  options: OpenExperimentOptions = {},
): Promise<Experiment> {
  const { onFiles, decoders = {}, ...scanning } = options;
  if (isScanned(source)) return openScanned(source, decoders);
  const walk = scan(source, { ...scanning, enter: (path, position) => position !== undefined && !NOT_READ.has(path) });
  const first = await walk.next();
  const root = first.value as ScannedFolder;
  // Before the walk, which may be long.
  const manifest = await readManifest(source, root);
  const scanned: ScannedFolder[] = [root];
  let files = root.fileCount;
  for await (const folder of walk) {
    scanned.push(folder);
    files += folder.fileCount;
    onFiles?.(files);
  }
  const inventory = takeInventory(scanned);
  return assemble({ source, inventory, decoders }, manifest, [...openingProblems(scanned, inventory)]);
}

async function openScanned(
  { source, scanned, manifestState }: ScannedExperiment,
  decoders: Decoders,
): Promise<Experiment> {
  const root = scanned[0]!;
  const manifest = manifestOf(manifestState) ?? (await readManifest(source, root));
  const read = scanned.filter(
    ({ path, position }) => path === '' || (position !== undefined && !NOT_READ.has(path.split('/')[0]!)),
  );
  const inventory = takeInventory(read);
  return assemble({ source, inventory, decoders }, manifest, [...openingProblems(read, inventory)]);
}

/** Folders of the layout that the port has nothing for: recordings are large and would only be listed. */
const NOT_READ: ReadonlySet<string> = new Set(['rerun']);

async function readManifest(source: FileSource, root: ScannedFolder): Promise<Manifest> {
  if (root.skipped.some(({ path }) => path === 'manifest.json'))
    throw new PathRefusedError(
      'manifest.json is not a file, or is a link that leads nowhere or out of the experiment.',
      {
        path: 'manifest.json',
      },
    );
  if (!root.files.some(({ name }) => name === 'manifest.json')) throw await explainNoManifest(source, root);
  const state = await readManifestState(source);
  const manifest = manifestOf(state);
  if (manifest === undefined) throw await explainNoManifest(source, root);
  return manifest;
}

/** @throws what is wrong with it; `undefined` when there is none. */
function manifestOf(state: ManifestState): Manifest | undefined {
  if (state.kind === 'valid') return state.manifest;
  if (state.kind === 'absent') return undefined;
  if (state.kind === 'unreadable') throw state.error;
  const version = state.problems.find(({ kind }) => kind === 'version');
  throw version ? new VersionUnsupportedError(version) : new ManifestInvalidError(state.problems, state.text);
}

async function assemble(files: ExperimentFiles, manifest: Manifest, problems: Diagnostic[]): Promise<Experiment> {
  const { source, inventory } = files;
  const sourceCamera = sourceCameraOf(manifest, inventory);
  const kindOf = cameraKinds(manifest, inventory);
  const epochs = findEpochs(inventory, manifest, problems);
  const train = await openInputSplit(files, 'train', kindOf, problems);
  const test = await openInputSplit(files, 'test', kindOf, problems);
  // Asked for by the plan and by the export, over every file: made from the first look at them.
  const fingerprints = new Map<string, string>();
  const fingerprint = (part: FingerprintPart, files: () => readonly InputFile[]): string => {
    const key = JSON.stringify(part);
    const known = fingerprints.get(key) ?? fingerprintOf(manifest, sourceCamera, part, files());
    fingerprints.set(key, known);
    return known;
  };
  const training = openTraining(source, inventory);
  const evaluations = epochs.map(({ epoch, listed }) => openEvaluation(files, epoch, listed, sourceCamera));
  return {
    manifest,
    location: source.location,
    sourceCamera,
    problems,
    nvGeneration: openNvGeneration(source, inventory),
    poseStates: openPoseStates(files),
    evaluations,
    fingerprint: (part) => fingerprint(part, () => filesOf(source, inventory, part)),
    async inputs(part) {
      const files = await lookAtFilesOf(source, inventory, part);
      fingerprint(part, () => files);
      return files;
    },
    ...(train ? { train } : {}),
    ...(test ? { test } : {}),
    ...(training ? { training } : {}),
  };
}
