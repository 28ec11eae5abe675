import type { FileSource } from '@outlay/layout';
import { parseCamera, parseFrame } from '@outlay/schema/names';
import type { RunNumbers } from '../api.ts';
import { foldersIn, list } from './listing.ts';

/** Frames and cameras that were rendered at an epoch, else those of the input. */
export async function extent(
  source: FileSource,
  epoch: string | undefined,
): Promise<Pick<RunNumbers, 'frames' | 'cameras'>> {
  const places = [
    ...(epoch === undefined ? [] : [{ folder: `${epoch}/nvs/pred`, below: '/metrics_input' }]),
    { folder: 'input_data/test/images', below: '' },
    { folder: 'input_data/train/images', below: '' },
  ];
  for (const { folder, below } of places) {
    const cameras = (await foldersIn(source, folder)).filter((name) => parseCamera(name) !== undefined);
    const [first] = cameras;
    if (first === undefined) continue;
    const entries = await list(source, `${folder}/${first}${below}`);
    const frames = entries.filter(
      ({ kind, name }) => kind === 'file' && parseFrame(name.replace(/\.\w+$/, '')) !== undefined,
    );
    return { frames: frames.length, cameras: cameras.length };
  }
  return { frames: null, cameras: null };
}
