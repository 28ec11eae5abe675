/**
 * The text of the faces of a mesh file. It is the same in every frame of a person, so it is compared instead of parsed.
 * @module
 */

/** Bytes from the first `f` to the end of the file. */
export interface FaceText {
  readonly length: number;
  /** The bytes, padded with zeros to whole words. */
  readonly words: Int32Array;
  /** As long as `words`; overwritten by each comparison. */
  readonly scratch: Int32Array;
}

/** Of a file whose faces cannot be taken over. */
export const NO_FACES: FaceText = { length: 0, words: new Int32Array(0), scratch: new Int32Array(0) };

/** Keeps the text of the faces. */
export function faceText(bytes: Uint8Array): FaceText {
  const words = new Int32Array(Math.ceil(bytes.length / 4));
  new Uint8Array(words.buffer).set(bytes);
  return { length: bytes.length, words, scratch: new Int32Array(words.length) };
}

/** Are these bytes the kept text? Copied to a word boundary first: comparing words is four times faster than bytes. */
export function sameFaces({ length, words, scratch }: FaceText, bytes: Uint8Array): boolean {
  if (length !== bytes.length) return false;
  new Uint8Array(scratch.buffer).set(bytes);
  for (let i = 0; i < words.length; i++) if (words[i] !== scratch[i]) return false;
  return true;
}
