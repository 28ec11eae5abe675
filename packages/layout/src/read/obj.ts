/**
 * Wavefront OBJ triangle meshes, parsed from bytes. Positions equal `Math.fround(Number(text))`.
 * @module
 */
import type { Mesh } from '@outlay/schema/port';
import { LimitExceededError, MalformedFileError, TruncatedFileError } from './errors.ts';
import { READ_LIMITS } from './limits.ts';
import { type FaceText, faceText, NO_FACES, sameFaces } from './obj-faces.ts';
import { readVerticesBeforeFaces } from './obj-kernel.ts';
import { type Progress, readTriangleLines, readVertexLines } from './obj-lines.ts';

/** A mesh from an OBJ file. Hand it to the next {@link readObj} of the series. */
export interface ObjMesh extends Mesh {
  /** The text of the faces, kept so that an equal one need not be parsed again. Empty when vertices follow faces. */
  readonly faces: FaceText;
}

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const TAB = 9;
const HASH = 35;
const SLASH = 47;
const MINUS = 45;
const PLUS = 43;
const POINT = 46;
const ZERO = 48;
const V = 118;
const F = 102;

/** Powers of ten that are exact doubles. */
const POW10 = Array.from({ length: 23 }, (_, i) => 10 ** i);
/** Keywords of OBJ that hold nothing we read. */
const IGNORED = /^(?:vn|vt|vp|o|g|s|l|p|usemtl|mtllib|mg|vw)$/;

/** What {@link readObj} asks of the mesh before: its memory may be gone. */
export type PreviousMesh = Pick<ObjMesh, 'triangles' | 'faces'> & { readonly positions: { readonly length: number } };

/**
 * Reads a mesh. `f a b c`, `f a//n …`, `f a/t/n …`, negative (relative) indices, polygons (as fans), CRLF and a
 * missing final newline are understood; normals, texture coordinates and groups are skipped. 0 bytes are a
 * mesh without vertices: the layout's way of saying that a person is not there.
 *
 * With `previous`, the triangles of that mesh are used again (same array object) when the text of the faces is equal.
 * @param into Memory for the positions, taken when they fill it exactly.
 * @throws ReadError (truncated, malformed, limit), with the line
 */
export function readObj(bytes: Uint8Array, path: string, previous?: PreviousMesh, into?: Float32Array): ObjMesh {
  if (bytes.length > READ_LIMITS.objBytes)
    throw new LimitExceededError(path, 'objBytes', READ_LIMITS.objBytes, `${bytes.length} bytes`);
  if (bytes.length === 0) return { positions: new Float32Array(0), triangles: new Uint32Array(0), faces: NO_FACES };
  if (previous !== undefined && previous.positions.length > 0) {
    const { length } = previous.positions;
    const positions = into?.length === length ? into : new Float32Array(length);
    if (readVerticesBeforeFaces(bytes, previous.faces, positions))
      return { positions, triangles: previous.triangles, faces: previous.faces };
  }
  const parser = new ObjParser(bytes, path);
  return parser.parse(previous, into);
}

class ObjParser {
  readonly #bytes: Uint8Array;
  readonly #path: string;
  #at = 0;
  #positions: Float32Array = new Float32Array(0);
  #coordinates = 0;
  #triangles: Uint32Array = new Uint32Array(0);
  #corners = 0;
  #faceStart = -1;
  #verticesAfterFaces = false;
  #highest = -1;
  #highestAt = 0;

  constructor(bytes: Uint8Array, path: string) {
    this.#bytes = bytes;
    this.#path = path;
  }

  parse(previous: PreviousMesh | undefined, into: Float32Array | undefined): ObjMesh {
    const bytes = this.#bytes;
    const end = bytes.length;
    // Most lines of a mesh file are 30 bytes of `v` or 15 of `f`; a little is cut off at the end.
    this.#positions = into ?? new Float32Array(previous?.positions.length || Math.ceil(end / 32) * 3);
    while (this.#at < end) {
      const c = bytes[this.#at] as number;
      const isWord = (bytes[this.#at + 1] as number) > SPACE;
      if (c === V && !isWord) this.#vertices();
      else if (c === F && !isWord) {
        if (this.#faceStart < 0) {
          this.#faceStart = this.#at;
          if (
            previous &&
            this.#coordinates === previous.positions.length &&
            sameFaces(previous.faces, bytes.subarray(this.#faceStart))
          )
            return { positions: this.#cut(), triangles: previous.triangles, faces: previous.faces };
        }
        this.#faces();
      } else if (c <= SPACE) this.#at++;
      else {
        if (c !== HASH) this.#ignoredKeyword();
        this.#skipLine();
      }
    }
    if (this.#corners === 0)
      throw new TruncatedFileError(this.#path, 'The mesh ends early', {
        expected: 'faces after the vertices',
        actual: `${this.#coordinates / 3} vertices and no faces`,
        line: this.#lineOf(end),
      });
    if (this.#highest >= this.#coordinates / 3) {
      this.#at = this.#highestAt;
      throw this.#malformed(
        `a vertex index up to ${this.#coordinates / 3}`,
        `index ${this.#highest + 1}; vertices are missing`,
      );
    }
    const faces = this.#verticesAfterFaces ? NO_FACES : faceText(bytes.subarray(this.#faceStart));
    return { positions: this.#cut(), triangles: this.#triangles.slice(0, this.#corners), faces };
  }

  #cut(): Float32Array {
    const { length } = this.#positions;
    return length === this.#coordinates ? this.#positions : this.#positions.slice(0, this.#coordinates);
  }

  /** As many plain lines as there are; at least one line, plain or not. */
  #vertices(): void {
    if (this.#faceStart >= 0) this.#verticesAfterFaces = true;
    if (this.#coordinates + 3 > this.#positions.length) this.#positions = grown(this.#positions);
    const progress: Progress = { at: this.#at, count: this.#coordinates };
    readVertexLines(this.#bytes, this.#positions, progress);
    if (progress.at === this.#at) this.#vertex();
    else {
      this.#at = progress.at;
      this.#coordinates = progress.count;
    }
  }

  #faces(): void {
    if (this.#corners + 3 > this.#triangles.length) this.#triangles = grown(this.#triangles);
    const progress: Progress = { at: this.#at, count: this.#corners };
    readTriangleLines(this.#bytes, this.#triangles, this.#coordinates / 3, progress);
    if (progress.at === this.#at) this.#face();
    else {
      this.#at = progress.at;
      this.#corners = progress.count;
    }
  }

  #vertex(): void {
    this.#at++;
    for (let i = 0; i < 3; i++) this.#positions[this.#coordinates + i] = this.#number();
    this.#coordinates += 3;
    this.#skipLine();
  }

  /** One number, up to a blank. Up to 15 digits and a power of ten that is exact: one division, correctly rounded. */
  #number(): number {
    const bytes = this.#bytes;
    let at = this.#at;
    while (bytes[at] === SPACE || bytes[at] === TAB) at++;
    const start = at;
    const isNegative = bytes[at] === MINUS;
    if (isNegative || bytes[at] === PLUS) at++;
    let value = 0;
    let digits = 0;
    let decimals = -1;
    for (; ; at++) {
      const c = bytes[at] as number;
      const digit = c - ZERO;
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
        digits++;
        if (decimals >= 0) decimals++;
      } else if (c === POINT && decimals < 0) decimals = 0;
      else break;
    }
    this.#at = at;
    if (digits > 0 && digits <= 15 && !((bytes[at] as number) > SPACE)) {
      const magnitude = decimals > 0 ? value / (POW10[decimals] as number) : value;
      return isNegative ? -magnitude : magnitude;
    }
    return this.#slowNumber(start);
  }

  #slowNumber(start: number): number {
    const bytes = this.#bytes;
    let end = start;
    while ((bytes[end] as number) > SPACE) end++;
    this.#at = end;
    if (end === start) throw this.#short('three coordinates', start);
    const text = ascii(bytes, start, end);
    if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)) return Number(text);
    const word = text.toLowerCase();
    if (/^[-+]?nan$/.test(word)) return Number.NaN;
    if (/^[-+]?inf(?:inity)?$/.test(word))
      return word.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    this.#at = start;
    throw this.#malformed('a number', JSON.stringify(text.slice(0, 20)));
  }

  #face(): void {
    const start = this.#at;
    this.#at++;
    let count = 0;
    let first = 0;
    let last = 0;
    for (;;) {
      const index = this.#corner();
      if (index < 0) break;
      count++;
      if (count === 1) first = index;
      else if (count > 2) {
        if (this.#corners + 3 > this.#triangles.length) this.#triangles = grown(this.#triangles);
        this.#triangles[this.#corners++] = first;
        this.#triangles[this.#corners++] = last;
        this.#triangles[this.#corners++] = index;
      }
      last = index;
    }
    if (count < 3) throw this.#short('at least three vertex indices', start);
  }

  /** The vertex index of the next corner, from 0; -1 at the end of the line. */
  #corner(): number {
    const bytes = this.#bytes;
    let at = this.#at;
    while (bytes[at] === SPACE || bytes[at] === TAB) at++;
    const c = bytes[at];
    if (c === undefined || c === NEWLINE || c === RETURN || c === HASH) {
      this.#at = at;
      this.#skipLine();
      return -1;
    }
    const start = at;
    const isNegative = c === MINUS;
    if (isNegative) at++;
    let value = 0;
    const digitsStart = at;
    for (;;) {
      const digit = (bytes[at] as number) - ZERO;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
      at++;
    }
    const isNumber = at > digitsStart && at - digitsStart <= 10;
    if (bytes[at] === SLASH) while ((bytes[at] as number) > SPACE) at++;
    this.#at = at;
    const index = isNegative ? this.#coordinates / 3 - value : value - 1;
    if (!isNumber || (bytes[at] as number) > SPACE || index < 0) {
      this.#at = start;
      throw this.#malformed(
        'a vertex index, counted from 1',
        JSON.stringify(ascii(bytes, start, Math.min(start + 20, bytes.length)).split(/\s/)[0]),
      );
    }
    if (index > this.#highest) {
      this.#highest = index;
      this.#highestAt = start;
    }
    return index;
  }

  #ignoredKeyword(): void {
    const bytes = this.#bytes;
    let end = this.#at;
    while ((bytes[end] as number) > SPACE && end - this.#at < 20) end++;
    const word = ascii(bytes, this.#at, end);
    if (!IGNORED.test(word)) throw this.#malformed('a line of an OBJ file (v, f, #, …)', JSON.stringify(word));
  }

  #skipLine(): void {
    const bytes = this.#bytes;
    let at = this.#at;
    while (at < bytes.length && bytes[at] !== NEWLINE) at++;
    this.#at = at + 1;
  }

  /** Too few values on a line: the end of a truncated file when it is the last line, a broken line otherwise. */
  #short(expected: string, at: number): Error {
    const isLast = this.#bytes.indexOf(NEWLINE, at) < 0;
    if (!isLast) {
      this.#at = at;
      return this.#malformed(expected, 'fewer');
    }
    return new TruncatedFileError(this.#path, 'The mesh ends early', {
      expected,
      actual: 'the end of the file',
      line: this.#lineOf(at),
    });
  }

  #malformed(expected: string, actual: string): MalformedFileError {
    return new MalformedFileError(this.#path, 'The mesh is broken', { expected, actual, line: this.#lineOf(this.#at) });
  }

  #lineOf(offset: number): number {
    let line = 1;
    for (let i = 0; i < Math.min(offset, this.#bytes.length - 1); i++) if (this.#bytes[i] === NEWLINE) line++;
    return line;
  }
}

function grown<Data extends Float32Array | Uint32Array>(data: Data): Data {
  const Typed = data.constructor as new (length: number) => Data;
  const out = new Typed(Math.max(3 * 1024, data.length * 2));
  out.set(data);
  return out;
}

function ascii(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 400)));
}
