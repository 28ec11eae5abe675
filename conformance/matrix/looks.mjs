// What the web viewers show of the cases. A look is kept by viewer and content of its files, so that a run which was
// stopped goes on where it was.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from '../places.mjs';
import { INDEX_SAMPLE, isOld } from './columns.mjs';
import { difference } from './pictures.mjs';
import { openViewer } from './viewer.mjs';

/** Share of pixels from which two pictures differ: 128 of 640 x 400. */
const SHOWN = 0.0005;
const folder = join(cache, 'looks');

async function remembered(viewer, name, files, options, work) {
  const { recordingId, showPanels = false, against = '', mayFail = false } = options;
  const content = JSON.stringify([
    2,
    viewer,
    files.map(({ sha256 }) => sha256),
    recordingId,
    showPanels && 'left',
    against,
  ]);
  const key = `${name}.${viewer.replace(':', '-')}.${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
  const [facts, picture] = [join(folder, `${key}.json`), join(folder, `${key}.png`)];
  if (existsSync(facts)) {
    const kept = JSON.parse(readFileSync(facts, 'utf8'));
    return { ...kept, key, picture: kept.pictured ? readFileSync(picture) : undefined };
  }
  let { picture: taken, ...result } = await work();
  // A busy machine can be too slow once. What goes wrong is not kept either.
  const failed = () => !mayFail && (result.error || !result.opened);
  if (failed()) ({ picture: taken, ...result } = await work());
  if (failed()) return { ...result, key, picture: taken };
  mkdirSync(folder, { recursive: true });
  if (taken) writeFileSync(picture, taken);
  writeFileSync(facts, JSON.stringify({ ...result, pictured: taken !== undefined }));
  return { ...result, key, picture: taken };
}

/** Opens the viewer at the first look that is not known yet. Yields `[case, cell]`. */
export async function* lookAt(viewer, cases, which) {
  const isSample = which === 'now' && isOld(viewer.split(':')[1]);
  let opened;
  const look = async (files, options) => {
    opened ??= await openViewer(viewer);
    if (opened.reason) throw new Error(opened.reason);
    return opened.look(
      files.map(({ path }) => path),
      options,
    );
  };
  try {
    for (const oneCase of cases) {
      const { id, panels: showPanels = false } = oneCase;
      const file = oneCase.files[which === 'target' ? 'old' : 'now'];
      if (file === undefined || (isSample && !INDEX_SAMPLE.includes(id))) continue;
      const without = { recordingId: showPanels ? id : `${oneCase.blankId}-without`, showPanels };
      const blank = await remembered(viewer, `${oneCase.blankId}.without`, [oneCase.files.without], without, () =>
        look([oneCase.files.without], without),
      );
      const differs = (picture) => blank.picture !== undefined && difference(picture, blank.picture) > SHOWN;
      const files = id === 'blueprint_file' ? [oneCase.files.without, file] : [file];
      const options = {
        recordingId: id === 'two_recordings' ? `${id}_\\d` : id,
        showPanels,
        against: blank.key,
        mayFail: isKnown(oneCase, viewer),
      };
      const seen = await remembered(viewer, `${id}.${which}`, files, options, () =>
        look(files, { ...options, isDone: differs }),
      );
      yield [
        oneCase,
        cellOf(oneCase, viewer, seen, seen.picture && blank.picture ? difference(seen.picture, blank.picture) : 0),
      ];
    }
  } finally {
    await opened?.close?.();
  }
}

const older = (version, since) => {
  const [a, b] = [version, since].map((text) => text.split('.').map(Number));
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
};

const isKnown = ({ known }, viewer) => known?.viewer.includes(viewer) ?? false;

/** `{ status: 'ok' | 'lacks' | 'warns' | 'fails' | 'not shown' | 'known', notes }`. */
function cellOf({ since, known }, viewer, seen, share) {
  const version = viewer.split(':')[1];
  const problem = seen.error ?? (seen.opened ? undefined : 'the recording did not become active');
  if (isKnown({ known }, viewer) && problem) return { status: 'known', notes: [known.reason] };
  if (problem) return { status: 'fails', notes: [problem, ...seen.warnings.map(plain)] };
  if (seen.warnings.length > 0) return { status: 'warns', notes: [...new Set(seen.warnings.map(plain))] };
  if (share > SHOWN) return { status: 'ok', notes: [] };
  if (since && older(version, since)) return { status: 'lacks', notes: [`drawn from ${since} on`] };
  return { status: 'not shown', notes: ['the picture is that of the recording without it'] };
}

/** Warnings without the address of the loopback server. */
const plain = (warning) => warning.replaceAll(/http:\/\/127\.0\.0\.1:\d+\/(\d+\/)?/g, '');
