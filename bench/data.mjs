// The experiments that are measured. Real rendering of a few frames, then copies of them up to the full number: the
// files are as many and as big as in a real experiment, and it takes a minute instead of twenty.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { extname, join, sep } from 'node:path';

export const SIZES = {
  small: { rendered: 6, frames: 24, cameras: 4, size: '240x320', body: 'full', jpegBytes: 0 },
  // NVS pictures have half the size and come as they are rendered, 17 kB each.
  full: { rendered: 6, frames: 129, cameras: 8, size: '940x1280', body: 'full', jpegBytes: 165_000 },
  // NVS pictures as large as photographs, for the cost of bytes beside the cost of files.
  photos: { rendered: 6, frames: 129, cameras: 8, size: '940x1280', body: 'full', jpegBytes: 165_000, padsNvs: true },
};

/** Makes the experiment of a size below `folder` once, and returns its path. */
export function experimentOf(root, folder, name) {
  const { rendered, frames, cameras, size, body, jpegBytes, padsNvs = false } = SIZES[name];
  const done = join(folder, `${name}-3`);
  if (!existsSync(done)) {
    const making = `${done}.making`;
    rmSync(making, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    console.log(`making ${done} ...`);
    const flags = [
      '--frames',
      rendered,
      '--cameras',
      cameras,
      '--size',
      size,
      '--body',
      body,
      '--epochs',
      '30',
      '--virtual',
      '2',
      '--tasks',
      padsNvs ? 'nvs' : 'nvs,pose_smplx',
      '--no-viz',
    ];
    const made = spawnSync(
      process.execPath,
      [join(root, 'internal/sample/bin.js'), '--out', making, ...flags.map(String)],
      { encoding: 'utf8' },
    );
    if (made.status !== 0) throw new Error(made.stderr);
    pad(making, jpegBytes, padsNvs);
    multiply(making, rendered, frames);
    renameSync(making, done);
  }
  const scene = readdirSync(done)[0];
  return join(done, scene, readdirSync(join(done, scene))[0]);
}

/**
 * Rendered pictures compress better than photographs. A real picture of 940×1280 has 165 kB: the difference is added
 * as comments of noise, which decoders pass over.
 */
export function pad(folder, bytes, padsNvs) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || extname(entry.name) !== '.jpg') continue;
    const path = join(entry.parentPath, entry.name);
    if (!padsNvs && path.includes(`${sep}nvs${sep}`)) continue;
    const picture = readFileSync(path);
    const parts = [picture.subarray(0, 2)];
    let missing = bytes - picture.length;
    let state = 1;
    while (missing > 4) {
      const comment = Buffer.alloc(Math.min(missing, 65_000));
      for (let i = 4; i < comment.length; i++) {
        state = (Math.imul(state, 1664525) + 1013904223) | 0;
        comment[i] = state >>> 24;
      }
      comment.writeUInt16BE(0xfffe, 0);
      comment.writeUInt16BE(comment.length - 2, 2);
      parts.push(comment);
      missing -= comment.length;
    }
    if (parts.length > 1) writeFileSync(path, Buffer.concat([...parts, picture.subarray(2)]));
  }
}

function multiply(folder, rendered, frames) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) multiply(join(folder, entry.name), rendered, frames);
    else if (/^\d{6}$/.test(entry.name.slice(0, -extname(entry.name).length))) {
      const extension = extname(entry.name);
      for (let frame = Number(entry.name.slice(0, -extension.length)) + rendered; frame <= frames; frame += rendered)
        copyFileSync(join(folder, entry.name), join(folder, String(frame).padStart(6, '0') + extension));
    }
  }
}
