import type { ClassImage } from '@outlay/schema/port';
import type { BatchDecodeOptions } from '../decode/decoders.ts';
import type { MaskAnswer, MaskLayer } from '../decode/mask-work.ts';
import { PICTURES_PER_BATCH } from '../experiment/mask-series.ts';
import type { DecoderPool } from './decoder-pool.ts';
import { pooledTasks } from './pooled-tasks.ts';

/** Class images in the order of `pictures`, painted by the threads of a pool; `undefined` where a file failed. */
export async function* pooledMasks(
  pool: DecoderPool,
  pictures: readonly (readonly MaskLayer[])[],
  options: BatchDecodeOptions,
): AsyncGenerator<readonly (ClassImage | undefined)[]> {
  const tasks = [];
  for (let next = 0; next < pictures.length; next += PICTURES_PER_BATCH)
    tasks.push({ kind: 'masks', pictures: pictures.slice(next, next + PICTURES_PER_BATCH) } as const);
  const arrived = ({ memory, places }: MaskAnswer) =>
    places.map(
      (place) =>
        place && {
          width: place.width,
          height: place.height,
          classes: new Uint8Array(memory, place.at, place.width * place.height),
        },
    );
  for await (const { task, value } of pooledTasks(pool, tasks, { ...options, arrived }))
    yield value ?? task.pictures.map(() => undefined);
}
