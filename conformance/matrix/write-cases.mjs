// Writes the files of the matrix below .cache/conformance/cases: per case one for the default target, one for old
// readers, and one without what is in question.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'tsup';
import { cache, root } from '../places.mjs';
import { archetypeCases } from './archetype-cases.mjs';
import { vectorCases } from './vector-cases.mjs';

const OLD = '0.24';
const folder = join(cache, 'cases');

/** Our encoder and the inputs of the golden recordings, from source. */
async function loadOurs() {
  const outDir = join(cache, 'ours');
  const entry = { ours: join(root, 'conformance/matrix/ours.ts') };
  await build({
    entry,
    outDir,
    format: ['esm'],
    outExtension: () => ({ js: '.mjs' }),
    config: false,
    silent: true,
    clean: true,
    dts: false,
    target: 'node20',
  });
  return import(pathToFileURL(join(outDir, 'ours.mjs')).href);
}

/** Passes on only calls on wanted entities, and of them only archetypes that are wanted. */
function filtered(recording, paths, wanted) {
  const keep = (values) => (Array.isArray(values) ? values : [values]).filter(({ archetype }) => wanted(archetype));
  const pass = (path, values, send) => {
    const kept = keep(values);
    if (kept.length > 0 && (paths === undefined || paths.test(path))) send(kept);
  };
  return {
    log: (path, values, time) => pass(path, values, (kept) => recording.log(path, kept, time)),
    logStatic: (path, values) => pass(path, values, (kept) => recording.logStatic(path, kept)),
    sendColumns: (path, times, values) => pass(path, values, (kept) => recording.sendColumns(path, times, kept)),
  };
}

/** Id of the recording without what is in question: where nothing is left, cases with one kind of view share it. */
function blankId({ id, isBlueprint, panels, whole, with: context, extra, origin, viewKey, timeline }) {
  if (whole) return isBlueprint || panels ? id : 'blank_auto';
  return context.length > 0 || extra || timeline || origin !== '/' ? id : `blank_${viewKey}`;
}

/** Bytes of a case. `part`: with what is in question, or without. */
function encode(ours, media, oneCase, part, target) {
  const { vector, whole } = oneCase;
  const id = part === 'with' ? oneCase.id : blankId(oneCase);
  const applicationId = `matrix-${id.replaceAll('_', '-')}`;
  const recordingId = part === 'with' || oneCase.panels ? id : `${id}-without`;
  if (whole) {
    if (part === 'with' && whole.encode) return whole.encode(applicationId, target);
    const options = part === 'with' ? whole.options : {};
    const recording = ours.createRecording({ applicationId, recordingId, target, ...options });
    if (part === 'with' || oneCase.isBlueprint) whole.log?.(recording, media);
    else recording.logStatic('marker', ours.AnyValues({ matrix: true }));
    return recording.bytes();
  }
  // Viewer 0.26 may choose its timeline before data arrives, unless the blueprint names it.
  const timePanel =
    oneCase.timeline && target === OLD ? { timePanel: ours.timePanel({ timeline: oneCase.timeline }) } : {};
  const blueprint = ours.blueprint({ root: oneCase.view, ...timePanel });
  const recording = ours.createRecording({ applicationId, recordingId, target, blueprint });
  const wanted = (name) => oneCase.with.includes(name) || (part === 'with' && oneCase.subject.includes(name));
  const source = oneCase.calls ?? ours.VECTORS.find(({ name }) => name === vector).log;
  source(filtered(recording, oneCase.paths, wanted), media);
  oneCase.extra?.(recording);
  if (part === 'without') recording.logStatic('marker', oneCase.marker);
  return recording.bytes();
}

/** The rest of a blueprint file is a recording to look at; viewers show nothing for a blueprint alone. */
function companion(ours, oneCase, media) {
  if (oneCase.id !== 'blueprint_file') return undefined;
  const data = ours.VECTORS.find(({ name }) => name === 'blueprint_collapse');
  const recording = ours.createRecording({
    applicationId: 'matrix-blueprint-file',
    recordingId: 'blueprint_file',
    target: OLD,
  });
  data.log(recording, media);
  return recording.bytes();
}

class MissingMedia extends Error {}

/**
 * Writes all files; every case comes back with `files: { now, old, without }`, each `{ path, sha256 }`. `skip` hears of
 * those whose pictures or clips are not there.
 */
export async function writeCases(only, skip) {
  const ours = await loadOurs();
  const media = (name) => {
    const path = join(root, 'packages/rerun/test/official/media', name);
    if (!existsSync(path)) throw new MissingMedia(`${path} is not there`);
    return new Uint8Array(readFileSync(path));
  };
  mkdirSync(folder, { recursive: true });
  const write = (name, bytes) => {
    if (bytes === undefined) return undefined;
    const path = join(folder, name);
    if (!existsSync(path) || !readFileSync(path).equals(bytes)) writeFileSync(path, bytes);
    return { path, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  return [...archetypeCases(ours, media), ...vectorCases(ours)]
    .filter(({ id }) => only === undefined || only.includes(id))
    .flatMap((oneCase) => {
      const { id } = oneCase;
      const suffix = oneCase.whole?.suffix ?? 'rrd';
      try {
        const now = write(`${id}.${suffix}`, encode(ours, media, oneCase, 'with', undefined));
        const old = write(`${id}.old.${suffix}`, encode(ours, media, oneCase, 'with', OLD));
        const blank = companion(ours, oneCase, media) ?? encode(ours, media, oneCase, 'without', OLD);
        return {
          ...oneCase,
          blankId: blankId(oneCase),
          files: { now, old, without: write(`${blankId(oneCase)}.without.rrd`, blank) },
        };
      } catch (error) {
        if (!(error instanceof MissingMedia)) throw error;
        skip(id, error.message);
        return [];
      }
    });
}
