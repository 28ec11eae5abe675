import { parseRecordingName } from '@outlay/schema';
import type { FrameFile } from '../experiment/series.ts';
import type { Issue } from '../issue.ts';
import { baseName } from '../source-path.ts';
import type { CheckContext } from './context.ts';
import { peekFiles } from './read-files.ts';

/** `RRF2` and what older writers used. */
const MAGIC = /^RR(?:F[0-9]|IO)$/;
/** Every stream footer since 0.28 ends with these words. */
const FOOTER = 'RRF2FOOT';
/** A message of kind End and length 0: how recordings without an index close. */
const END = /\0{16}$/;
/** Names of the exporters of the origin. */
const OLD_NAME = /^(?:evaluation_nvs|evaluation_pose|trn_nv_generation)_epoch_\d+\.rrd$/;

/** Are recordings finished, and named as the layout names them? */
export async function* recordingsComplete(context: CheckContext): AsyncGenerator<Issue> {
  const files = context.inventory.paths('rerun').map((path): FrameFile => ({ frame: 0, path }));
  for (const { path } of files)
    if (parseRecordingName(baseName(path)) === undefined)
      yield { code: 'OUT6202', path, old: OLD_NAME.test(baseName(path)) };
  if (context.level === 'structure') return;
  const recordings = files.filter(({ path }) => path.endsWith('.rrd'));
  const ends = peekFiles(context, recordings, { head: 4, tail: 64 }, ({ size, head, tail }) => ({
    size,
    head: latin(head.subarray(0, 4)),
    tail: latin(tail),
  }));
  for await (const { path, value, issue } of ends) {
    if (issue) yield issue;
    else if (value.size === 0) yield { code: 'OUT6201', path, actual: 'it has 0 bytes' };
    else if (!MAGIC.test(value.head)) yield { code: 'OUT6201', path, actual: 'it does not begin as a recording does' };
    else if (value.head === 'RRF2' && !value.tail.includes(FOOTER) && !END.test(value.tail))
      yield { code: 'OUT6201', path, actual: 'it has no footer at its end' };
  }
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(-64));
}
