/**
 * Cameras: a pinhole and a pose, static where they do not change.
 * @module
 */
import { Pinhole, Transform3D } from '../../archetypes/index.ts';
import type { Rgba } from '../colors.ts';
import { type CameraTrack, type PictureScale, scaleIntrinsics } from '../worlds/camera-track.ts';
import { transpose3 } from '../worlds/rigid.ts';
import type { WriteContext } from './context.ts';

/** A camera ready to be written. */
export interface PlacedCamera {
  readonly entity: string;
  readonly track: CameraTrack;
  readonly scale: PictureScale;
  readonly color: Rgba;
  /** Metres from the centre to the picture in the frustum. */
  readonly imagePlaneDistance: number;
}

/** Writes a camera. All members of the transform stand in one row, because viewers take them from one. */
export function writeCamera({ recorder, tracks }: WriteContext, camera: PlacedCamera): void {
  const { entity, track, scale, color, imagePlaneDistance } = camera;
  const constantLens = tracks.isRead && track.constantLens;
  const constantPose = tracks.isRead && track.constantPose;
  const due = track.frames.flatMap((frame, i) => (tracks.isDue(frame) ? [{ frame, i }] : []));
  const frames = due.map(({ frame }) => frame);
  const ofDue = <T>(values: readonly T[]): readonly T[] => due.map(({ i }) => values[i]!);
  const resolution = [scale.picture.width, scale.picture.height] as const;
  // Rerun's matrices are column-major, the layout's row-major.
  const lens = track.cameras.map(({ intrinsics }) => transpose3(scaleIntrinsics(intrinsics, scale)));
  const rotations = track.cameras.map(({ extrinsics: e }) =>
    transpose3([e[0]!, e[1]!, e[2]!, e[4]!, e[5]!, e[6]!, e[8]!, e[9]!, e[10]!]),
  );
  const translations = track.cameras.map(({ extrinsics: e }) => [e[3]!, e[7]!, e[11]!]);
  const relation = 'ChildFromParent';
  const look = { imagePlaneDistance, color: color };
  // What is static stands in one row: viewer 0.31 may draw between two chunks and then keeps a camera without a lens.
  recorder.static(entity, [
    Pinhole.update(constantLens ? { imageFromCamera: lens[0]!, resolution, ...look } : look),
    ...(constantPose ? [Transform3D.update({ translation: translations[0]!, mat3x3: rotations[0]!, relation })] : []),
  ]);
  if (!constantLens)
    recorder.columns(
      entity,
      frames,
      Pinhole.columns({ imageFromCamera: ofDue(lens), resolution: frames.map(() => resolution) }),
    );
  if (!constantPose)
    recorder.columns(
      entity,
      frames,
      Transform3D.columns({
        translation: ofDue(translations),
        mat3x3: ofDue(rotations),
        relation: frames.map(() => relation),
      }),
    );
}
