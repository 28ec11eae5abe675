import {
  AnnotationContext,
  AssetVideo,
  DepthImage,
  EncodedDepthImage,
  EncodedImage,
  Image,
  SegmentationImage,
  VideoFrameReference,
  VideoStream,
} from '../../src/index.ts';
import type { Vector } from './vector.ts';

const bytesUpTo = (count: number) => Uint8Array.from({ length: count }, (_, index) => index);

export const encodedImage: Vector = {
  name: 'encoded_image',
  log(recording, media) {
    recording.logStatic('static/png', EncodedImage({ blob: media('f01.png'), mediaType: 'image/png' }));
    recording.logStatic('static/jpeg', EncodedImage({ blob: media('f01.jpg'), mediaType: 'image/jpeg' }));
    const frames = ['f01.jpg', 'f02.jpg', 'f03.jpg'].map(media);
    recording.logStatic('cam/columns', EncodedImage.update({ mediaType: 'image/jpeg' }));
    recording.sendColumns('cam/columns', { frame: [0, 1, 2] }, EncodedImage.columns({ blob: frames }));
    for (const [frame, blob] of frames.entries()) {
      recording.log(
        'cam/logged',
        EncodedImage({
          blob,
          mediaType: 'image/jpeg',
          opacity: 0.5,
          drawOrder: -10,
          magnificationFilter: 'Nearest',
        }),
        { frame },
      );
    }
  },
};

export const depthImage: Vector = {
  name: 'depth_image',
  log(recording) {
    const metres = Float32Array.from({ length: 12 }, (_, index) => 0.5 + index * (3.5 / 11));
    const size = { width: 4, height: 3 };
    for (let frame = 0; frame < 2; frame++) {
      const data = metres.map((depth) => depth + frame);
      recording.log('depth/f32', DepthImage({ data, ...size, meter: 1, colormap: 'Turbo' }), { frame });
      recording.log(
        'depth/u16',
        DepthImage({
          data: Uint16Array.from(metres, (depth) => Math.trunc(Math.fround(depth * 1000)) + frame),
          ...size,
          meter: 1000,
          depthRange: [500, 4000],
          colormap: 'Viridis',
          pointFillRatio: 0.5,
          drawOrder: -20,
          magnificationFilter: 'Nearest',
        }),
        { frame },
      );
    }
  },
};

export const encodedDepthImage: Vector = {
  name: 'encoded_depth_image',
  log(recording, media) {
    recording.log(
      'depth/png',
      EncodedDepthImage({
        blob: media('d16.png'),
        mediaType: 'image/png',
        meter: 1000,
        colormap: 'Turbo',
        depthRange: [0, 65535],
        pointFillRatio: 1,
      }),
      { frame: 0 },
    );
  },
};

export const image: Vector = {
  name: 'image',
  log(recording) {
    const rgb = bytesUpTo(24);
    recording.logStatic('rgb', Image({ data: rgb, width: 4, height: 2 }));
    recording.logStatic('rgba', Image({ data: bytesUpTo(16), width: 2, height: 2, opacity: 0.25 }));
    recording.logStatic('l', Image({ data: bytesUpTo(6), width: 3, height: 2 }));
    recording.logStatic('bgr_f32', Image({ data: Float32Array.from(rgb), width: 4, height: 2, colorModel: 'BGR' }));
    recording.logStatic('nv12', Image({ data: rgb, width: 4, height: 4, pixelFormat: 'NV12' }));
  },
};

export const segmentation: Vector = {
  name: 'segmentation',
  log(recording) {
    recording.logStatic(
      '/',
      AnnotationContext([
        { id: 0, label: 'background', color: [0, 0, 0, 0] },
        { id: 1, label: 'person_00', color: [255, 165, 0] },
        {
          id: 2,
          label: 'skeleton',
          color: [0, 200, 0, 255],
          keypoints: [
            { id: 0, label: 'hip' },
            { id: 1, label: 'neck', color: [255, 0, 0] },
          ],
          connections: [[0, 1]],
        },
        { id: 7 },
      ]),
    );
    const classes = [0, 1, 1, 2, 0, 1, 2, 2];
    const size = { width: 4, height: 2 };
    for (let frame = 0; frame < 2; frame++) {
      const data = Uint8Array.from(classes);
      recording.log('seg/u8', SegmentationImage({ data, ...size, opacity: 0.5, drawOrder: 5 }), { frame });
      const wide = Uint16Array.from(classes, (id) => id + 256 * frame);
      recording.log('seg/u16', SegmentationImage({ data: wide, ...size }), { frame });
    }
  },
};

export const video: Vector = {
  name: 'video',
  log(recording, media) {
    recording.logStatic('video', AssetVideo({ blob: media('clip.mp4'), mediaType: 'video/mp4' }));
    const nanos = Array.from({ length: 10 }, (_, index) => BigInt(index) * 100_000_000n);
    const frames = nanos.map((_, index) => index);
    recording.sendColumns('video', { frame: frames }, VideoFrameReference.columns({ timestamp: nanos }));
    for (const frame of [0, 3]) {
      recording.log(
        'other',
        // The full constructor writes `/video`, the one written form of a path; the SDK passes the text through.
        VideoFrameReference.update({
          timestamp: nanos[frame],
          videoReference: 'video',
          opacity: 0.75,
          drawOrder: 1,
        }),
        { frame },
      );
    }
  },
};

export const videoStream: Vector = {
  name: 'video_stream',
  log(recording) {
    recording.logStatic('stream', VideoStream.update({ codec: 'H264' }));
    recording.sendColumns(
      'stream',
      { frame: [0, 1, 2] },
      VideoStream.columns({ sample: [10, 11, 12].map(bytesUpTo), isKeyframe: [true, false, false] }),
    );
  },
};
