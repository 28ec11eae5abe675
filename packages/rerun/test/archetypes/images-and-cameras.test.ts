import { describe, expect, it } from 'vitest';
import {
  type Archetype,
  createRecording,
  DepthImage,
  EncodedImage,
  Image,
  Pinhole,
  Points3D,
  Transform3D,
  VideoFrameReference,
} from '../../src/index.ts';
import type { ComponentColumn } from '../../src/read/index.ts';
import { chunksOf } from '../read-rows.ts';

/** What was written for one static row, by field name. */
async function written(archetype: Archetype): Promise<Record<string, unknown>> {
  const recording = createRecording({ applicationId: 'a', recordingId: 'r' });
  recording.logStatic('x', archetype);
  const chunks = await chunksOf(recording.bytes());
  const value = (column: ComponentColumn) => {
    const values = column.cell(0)!.values;
    return Array.from(values as Iterable<unknown>, (item) =>
      ArrayBuffer.isView(item) ? Array.from(item as Uint8Array) : item,
    );
  };
  return Object.fromEntries(
    chunks.flatMap((chunk) => chunk.components.map((column) => [column.component.split(':')[1]!, value(column)])),
  );
}

const refusal = (archetype: Archetype) => {
  const recording = createRecording({ applicationId: 'a', recordingId: 'r' });
  return expect(() => recording.logStatic('x', archetype));
};

describe('Pinhole', () => {
  const K = [500, 0, 0, 0, 400, 0, 320, 240, 1];

  it('takes focal length and resolution', async () => {
    expect(await written(Pinhole({ focalLength: [500, 400], resolution: [640, 480] }))).toMatchObject({
      image_from_camera: K,
      resolution: [640, 480],
    });
  });

  it('takes K column major or as rows', async () => {
    const rows = [
      [500, 0, 320],
      [0, 400, 240],
      [0, 0, 1],
    ];
    expect(await written(Pinhole({ imageFromCamera: K }))).toEqual({ image_from_camera: K });
    expect(await written(Pinhole({ imageFromCamera: rows }))).toEqual({ image_from_camera: K });
  });

  it('refuses what is no camera', () => {
    refusal(Pinhole({})).toThrow('imageFromCamera, or focalLength with resolution or principalPoint');
    refusal(Pinhole({ imageFromCamera: [1, 2, 3] })).toThrow('nine finite numbers');
    refusal(Pinhole({ imageFromCamera: K.with(0, Number.NaN) })).toThrow('Pinhole.imageFromCamera at /x');
  });
});

describe('images', () => {
  it.each([
    [new Uint8Array(12), { channelDatatype: 6, colorModel: 1 }],
    [new Uint8Array(36), { channelDatatype: 6, colorModel: 2 }],
    [new Uint16Array(48), { channelDatatype: 8, colorModel: 3 }],
    [new Float32Array(36), { channelDatatype: 34, colorModel: 2 }],
  ])('the format follows from the data (%#)', async (data, format) => {
    const { format: found } = await written(Image({ data, width: 4, height: 3 }));
    expect(JSON.stringify(found)).toContain(`"channel_datatype":${format.channelDatatype}`);
    expect(JSON.stringify(found)).toContain(`"color_model":${format.colorModel}`);
  });

  it('a buffer of another length is refused', () => {
    refusal(Image({ data: new Uint8Array(13), width: 4, height: 3 })).toThrow('1, 3 or 4 channels of U8 for 4 x 3');
    refusal(Image({ data: new Uint8Array(13), width: 4, height: 3, colorModel: 'RGB' })).toThrow('36 bytes');
    refusal(Image({ data: new Uint8Array(13), width: 4, height: 3, pixelFormat: 'NV12' })).toThrow('18 bytes');
    refusal(DepthImage({ data: new Float32Array(11), width: 4, height: 3 })).toThrow('48 bytes');
    refusal(DepthImage({ data: new Float32Array(12), width: 4.5, height: 3 })).toThrow('DepthImage.width');
  });

  it('the media type follows from the first bytes', async () => {
    expect(await written(EncodedImage({ blob: Uint8Array.of(0xff, 0xd8, 0xff, 0) }))).toMatchObject({
      media_type: ['image/jpeg'],
    });
    const png = Uint8Array.of(0, 0x89, 0x50, 0x4e, 0x47).subarray(1);
    expect(await written(EncodedImage({ blob: png }))).toMatchObject({ media_type: ['image/png'] });
    expect(await written(EncodedImage({ blob: new ArrayBuffer(1) }))).not.toHaveProperty('media_type');
  });
});

it('update with clearUnset empties what is not given', async () => {
  expect(await written(Transform3D.update({ translation: [1, 2, 3] }, { clearUnset: true }))).toEqual({
    translation: [1, 2, 3],
    rotation_axis_angle: [],
    quaternion: [],
    scale: [],
    mat3x3: [],
    relation: [],
    child_frame: [],
    parent_frame: [],
  });
});

it('colors of all forms are the same color', async () => {
  const orange = 0xffa500ff;
  const positions = [[0, 0, 0]];
  for (const colors of [
    orange,
    [255, 165, 0],
    [[255, 165, 0, 255]],
    Uint32Array.of(orange),
    Uint8Array.of(255, 165, 0, 255),
  ]) {
    expect(await written(Points3D({ positions, colors: colors as number }))).toMatchObject({ colors: [orange] });
  }
  refusal(Points3D({ positions, colors: [256, 0, 0] })).toThrow('Points3D.colors');
});

it('a video reference is escaped, seconds become nanoseconds', async () => {
  expect(await written(VideoFrameReference({ timestamp: 1.5, videoReference: 'my video' }))).toMatchObject({
    timestamp: [1_500_000_000n],
    video_reference: ['/my\\ video'],
  });
});
