/**
 * Upper bounds of every reader. Each is far above what trainers write and low enough that a hostile file costs
 * neither the memory nor the patience of who opens it.
 */
export const READ_LIMITS = {
  /** NumPy writes 118 bytes for a plain array; version 1 cannot hold more than this, and plain arrays never need version 2. */
  npyHeaderBytes: 65_535,
  /** NumPy 1 allowed 32 dimensions; the layout has at most 4. */
  npyDimensions: 32,
  /** The largest real array is a 5 MB depth map; vertices of five persons are 1.3 MB. */
  arrayBytes: 1 << 28,
  /** Strings are genders: a handful. */
  stringElements: 1 << 20,
  /** A `.pt` of splats has 14 entries, an `.npz` of parameters 13. */
  zipEntries: 4_096,
  /** Sum of the inflated sizes of one archive. Splats of five persons have 12 MB; 260 kB can claim to become this much. */
  zipInflatedBytes: 1 << 28,
  /** Data section of a splat `.pt`'s pickle: about 700 bytes. */
  pickleBytes: 1 << 16,
  /** Same, in opcodes. */
  pickleOps: 1 << 16,
  /** 40,000 per person, five persons: 200,000. */
  splats: 20_000_000,
  /** The data loader of the original trainer stops at 5 persons. */
  persons: 64,
  /** A merged mesh of five persons is 3.7 MB. */
  objBytes: 1 << 29,
  /** Triplets of 4K pictures have 25 million pixels. */
  imagePixels: 1 << 28,
  /** Masks are decoded, so they are held to less: 8K pictures have 33 million pixels. */
  maskPixels: 1 << 26,
  /** The same in bytes: 8K pictures in RGBA have 133 million. */
  maskBytes: 1 << 27,
  /** A video of 20 pictures a second lasts 14 hours then; evaluated sequences have a few hundred frames. */
  videoFrames: 1_000_000,
  /** Arrays of a body model, inflated: SMPL-X with 400 components in doubles has 237 MB. */
  bodyModelBytes: 1 << 29,
  /** SMPL-X has 10,475 vertices. */
  bodyModelVertices: 1 << 17,
  /** Twice as many: SMPL-X has 20,908 triangles. */
  bodyModelTriangles: 1 << 18,
  /** SMPL-X has 400 components: 300 of shape, 100 of expression. */
  bodyModelComponents: 1_024,
  /** 16 cameras of 10,000 frames are 13 MB. */
  csvBytes: 1 << 27,
  csvColumns: 256,
  csvCellBytes: 4_096,
  /** Overall results are four short lines. */
  metricTextBytes: 1 << 20,
  /** Findings kept per text file; counted beyond. */
  textFindings: 100,
} as const;
