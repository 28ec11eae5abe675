// H.264 samples of an MP4 as Annex B access units, as VideoStream wants them. For a clip of our own making only: one
// track, one chunk, no B-frames, lengths of four bytes.

/** Start and end of the content of the first box of that name. */
function box(bytes, name) {
  const at = bytes.indexOf(name, 0, 'latin1');
  if (at < 4) throw new Error(`no box '${name}' in the clip`);
  return [at + 4, at - 4 + bytes.readUInt32BE(at - 4)];
}

const START_CODE = Buffer.of(0, 0, 0, 1);

/** `{ sample, isKeyframe }` of every frame; parameter sets are repeated before each keyframe. */
export function annexB(mp4) {
  const bytes = Buffer.from(mp4);
  const [avcC] = box(bytes, 'avcC');
  const parameterSets = [];
  let at = avcC + 5;
  for (const mask of [0x1f, 0xff]) {
    const count = bytes[at++] & mask;
    for (let index = 0; index < count; index++) {
      const length = bytes.readUInt16BE(at);
      parameterSets.push(START_CODE, bytes.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
  }
  const [stss] = box(bytes, 'stss');
  const keyframes = new Set();
  for (let index = 0; index < bytes.readUInt32BE(stss + 4); index++)
    keyframes.add(bytes.readUInt32BE(stss + 8 + 4 * index) - 1);
  const [stsz] = box(bytes, 'stsz');
  const [stco] = box(bytes, 'stco');
  let offset = bytes.readUInt32BE(stco + 8);
  return Array.from({ length: bytes.readUInt32BE(stsz + 8) }, (_, index) => {
    const end = offset + bytes.readUInt32BE(stsz + 12 + 4 * index);
    const units = keyframes.has(index) ? [...parameterSets] : [];
    while (offset < end) {
      const length = bytes.readUInt32BE(offset);
      units.push(START_CODE, bytes.subarray(offset + 4, offset + 4 + length));
      offset += 4 + length;
    }
    return { sample: new Uint8Array(Buffer.concat(units)), isKeyframe: keyframes.has(index) };
  });
}
