/**
 * Readers of single files as decoders of series.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import {
  type BodyParameters,
  type Camera,
  type DepthMap,
  type ImageFile,
  type Mesh,
  type MeshReadOptions,
  type VideoFile,
  vertexNormals,
} from '@outlay/schema/port';
import { LayoutError } from '../errors.ts';
import { toDiagnostic } from '../issues/catalogue.ts';
import type { Issue, IssueName } from '../issues/issue.ts';
import { cameraIssues } from '../issues/of-cameras.ts';
import { depthUnitIssue } from '../issues/of-depths.ts';
import { orientationIssue } from '../issues/of-pictures.ts';
import { readBodyParameters } from '../read/body.ts';
import { readCamera } from '../read/camera.ts';
import { readDepth, unlikelyMetres } from '../read/depth.ts';
import { readImageHeader } from '../read/image-header.ts';
import { type PreviousMesh, readObj } from '../read/obj.ts';
import { uprightBytes } from '../read/orientation.ts';
import { readVideoHeader } from '../read/video-header.ts';
import type { Decoder } from './series.ts';

/**
 * Pictures: the header is read, the pixels stay as they are. An orientation tag is set to "upright", so that viewers
 * show the picture as the trainer sees it.
 */
export const imageDecoder: Decoder<ImageFile> = {
  decode(bytes, path, note) {
    const header = readImageHeader(bytes, path);
    const { mediaType, width, height, orientation, strayBytes } = header;
    if (orientation) note(toDiagnostic(orientationIssue(header, orientation, path)));
    if (strayBytes) note(toDiagnostic({ name: 'image-stray-bytes', path, bytes: strayBytes }));
    return { mediaType, width, height, bytes: orientation ? uprightBytes(bytes, orientation) : bytes };
  },
  bytesOf: (image) => image.bytes.length,
  sharesBytes: true,
};

/** Videos: the boxes are read, the samples stay as they are. */
export const videoDecoder: Decoder<VideoFile> = {
  decode(bytes, path) {
    const { mediaType, frameTimes } = readVideoHeader(bytes, path);
    return { bytes, mediaType, frameTimes };
  },
  bytesOf: (video) => video.bytes.length,
  sharesBytes: true,
};

/** Depth maps. What is not a distance (NaN, infinite, negative) becomes 0, the layout's word for unknown. */
export const depthDecoder: Decoder<DepthMap> = {
  decode(bytes, path, note) {
    const depth = readDepth(bytes, path);
    const unlikely = unlikelyMetres(depth.metres);
    if (unlikely !== undefined) note(toDiagnostic(depthUnitIssue(path, unlikely)));
    if (!isDistances(depth.metres)) clearOthers(depth.metres);
    return depth;
  },
  bytesOf: (depth) => depth.metres.byteLength,
  sharesBytes: true,
};

/** Finite and not negative, by their bits: a sum of tests, four pixels at a time, instead of a branch for each. */
function isDistances(metres: Float32Array): boolean {
  const bits = new Int32Array(metres.buffer, metres.byteOffset, metres.length);
  let signs = 0;
  let i = 0;
  for (; i + 4 <= bits.length; i += 4) {
    const a = bits[i]!;
    const b = bits[i + 1]!;
    const c = bits[i + 2]!;
    const d = bits[i + 3]!;
    signs |= a | b | c | d;
    // `| 0` keeps the differences 32 bits wide; where they overflow, the number itself has a sign.
    signs |= (MAX_FINITE - a) | 0 | ((MAX_FINITE - b) | 0) | ((MAX_FINITE - c) | 0) | ((MAX_FINITE - d) | 0);
  }
  for (; i < bits.length; i++) signs |= bits[i]! | (MAX_FINITE - bits[i]!);
  return signs >= 0;
}

/** Bits of the largest finite float; what is above is infinite or no number, what is below zero has a sign. */
const MAX_FINITE = 0x7f7fffff;

function clearOthers(metres: Float32Array): void {
  for (let i = 0; i < metres.length; i++) {
    const value = metres[i]!;
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) metres[i] = 0;
  }
}

/** What a camera cannot be drawn with. A rotation that is a bit off, or mirrors, still stands somewhere. */
const UNUSABLE: readonly IssueName[] = ['camera-not-finite', 'intrinsics-bad'];

/** The numbers of a camera that place nothing; the finding is that of validation. */
export class UnusableCameraError extends LayoutError {
  readonly code = 'CAMERA_UNUSABLE';
  readonly hint: string;
  readonly finding: Diagnostic;
  constructor(issue: Issue) {
    const finding = toDiagnostic(issue);
    super(finding.message, { path: issue.path });
    this.finding = finding;
    this.hint = finding.fix ?? '';
  }
}

/**
 * Cameras of one rig position in frame order. Most stand still, and NumPy writes the same bytes for the same numbers: a
 * file that equals the one before is not read again, and its camera is the same object.
 */
export function cameraDecoder(): Decoder<Camera> {
  let previous: { readonly bytes: Uint8Array; readonly camera: Camera; readonly issues: readonly Issue[] } | undefined;
  return {
    decode(bytes, path, note) {
      if (previous === undefined || !isSame(bytes, previous.bytes)) {
        const camera = readCamera(bytes, path);
        previous = { bytes: bytes.slice(), camera, issues: [...cameraIssues(camera, path)] };
      }
      const { camera, issues } = previous;
      const unusable = issues.find(({ name }) => UNUSABLE.includes(name));
      if (unusable) throw new UnusableCameraError({ ...unusable, path });
      for (const issue of issues) note(toDiagnostic({ ...issue, path }));
      return camera;
    },
    bytesOf: (camera) => camera.intrinsics.byteLength + camera.extrinsics.byteLength,
    sharesBytes: false,
  };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  // From the end, where the checksums are: cameras that move differ there.
  for (let i = a.length - 1; i >= 0; i--) if (a[i] !== b[i]) return false;
  return true;
}

/** Body parameters. */
export const bodyDecoder: Decoder<BodyParameters> = {
  decode: readBodyParameters,
  bytesOf: (bodies) =>
    bodies.persons.reduce(
      (sum, person) =>
        sum + Object.values(person).reduce((bytes: number, values) => bytes + (values?.byteLength ?? 0), 0),
      0,
    ),
  sharesBytes: true,
};

/** A mesh file of 0 bytes: said, but no mesh. */
export class NoMeshError extends LayoutError {
  readonly code = 'NO_MESH';
  readonly hint = 'Nothing to do. An empty file means that the person has no mesh in this frame.';
}

/**
 * Meshes per batch, and per task where threads decode them: a batch must hold the same meshes however they were read.
 * Eight bodies with normals are 2 MB.
 */
export const MESHES_PER_BATCH = 8;

/** Meshes of one person in frame order. Triangles are one array as long as the text of the faces stays the same. */
export function meshDecoder({ normals }: MeshReadOptions = {}): Decoder<Mesh> {
  let previous: PreviousMesh | undefined;
  const spare: Float32Array[] = [];
  const take = (length: number | undefined): Float32Array | undefined => {
    const index = spare.findIndex((memory) => memory.length === length);
    return index < 0 ? undefined : spare.splice(index, 1)[0];
  };
  return {
    decode(bytes, path) {
      const mesh = readObj(bytes, path, previous, take(previous?.positions.length));
      if (mesh.positions.length === 0) throw new NoMeshError(`${path} is empty: no mesh in this frame.`, { path });
      const { positions, triangles, faces } = mesh;
      previous = { positions: { length: positions.length }, triangles, faces };
      return normals === true
        ? { positions, triangles, normals: vertexNormals(positions, triangles, take(positions.length)) }
        : { positions, triangles };
    },
    bytesOf: (mesh) => mesh.positions.byteLength + (mesh.normals?.byteLength ?? 0),
    sharesBytes: false,
    filesPerBatch: MESHES_PER_BATCH,
    release(mesh) {
      spare.push(mesh.positions);
      if (mesh.normals) spare.push(mesh.normals);
    },
  };
}
