/**
 * Readers: bytes of one file → typed values. Pure, no I/O; `path` is for messages only. A reader throws a
 * {@link ReadError} for bytes that are not what they should be, and nothing else. Sizes are held to {@link READ_LIMITS}.
 *
 * ```ts
 * import { readCamera } from '@outlay/layout/read';
 * const camera = readCamera(await readFile('000001.npz'), '000001.npz');
 * ```
 * @module
 */
export { isLayoutError, LayoutError } from '../errors.ts';
export { readBodyParameters } from './body.ts';
export { readCamera } from './camera.ts';
export { crc32 } from './crc32.ts';
export { readDepth } from './depth.ts';
export {
  ChecksumError,
  EmptyFileError,
  LimitExceededError,
  MalformedFileError,
  ReadError,
  type ReadErrorFacts,
  TruncatedFileError,
  UnexpectedContentError,
  UnsafeFileError,
  UnsupportedFileError,
} from './errors.ts';
export { type ImageHeader, readImageHeader } from './image-header.ts';
export { type JpegPicture, readJpeg } from './jpeg.ts';
export type { BlockPixels } from './jpeg-block.ts';
export { READ_LIMITS } from './limits.ts';
export { type Mask, readMask } from './mask.ts';
export { type MetricColumns, type MetricCsv, readMetricCsv } from './metric-csv.ts';
export { type MetricKeys, type MetricTxt, readMetricTxt } from './metric-txt.ts';
export { formatShape, type NdArray, type NpyDescription, readNpy, readNpyHeader } from './npy.ts';
export type { NumericData } from './npy-types.ts';
export { type NpzArchive, readNpz } from './npz.ts';
export { type ObjMesh, readObj } from './obj.ts';
export type { FaceText } from './obj-faces.ts';
export { type PngImage, readPng } from './png.ts';
export { readSkipFrames, type SkipFrames } from './skip-frames.ts';
export { readSplats } from './splats.ts';
export type { TextFinding, TextFindings } from './text-finding.ts';
export { readTensors, type TorchTensor } from './torch.ts';
export { readVideoHeader, type VideoHeader } from './video-header.ts';
export { readZip, readZipEntry, requireZipEnd, type ZipArchive, type ZipEntry } from './zip.ts';
