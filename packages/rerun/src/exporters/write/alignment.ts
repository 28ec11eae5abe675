/**
 * The motion of the ground-truth world, on the entity that everything of that world hangs below.
 * @module
 */
import { Transform3D } from '../../archetypes/index.ts';
import { type Alignment, constantAlignment } from '../worlds/alignment.ts';
import { transpose3 } from '../worlds/rigid.ts';
import type { WriteContext } from './context.ts';

/** Writes an alignment: static when it is one motion, per frame otherwise. */
export function writeAlignment({ recorder, tracks }: WriteContext, entity: string, alignment: Alignment): void {
  const constant = tracks.isRead ? constantAlignment(alignment) : alignment.transform;
  if (constant !== undefined) {
    recorder.static(
      entity,
      Transform3D.update({ translation: constant.translation, mat3x3: transpose3(constant.rotation) }),
    );
    return;
  }
  const motions = [...(alignment.perFrame ?? [])].filter(([frame]) => tracks.isDue(frame)).sort(([a], [b]) => a - b);
  recorder.columns(
    entity,
    motions.map(([frame]) => frame),
    Transform3D.columns({
      translation: motions.map(([, { translation }]) => translation),
      mat3x3: motions.map(([, { rotation }]) => transpose3(rotation)),
    }),
  );
}
