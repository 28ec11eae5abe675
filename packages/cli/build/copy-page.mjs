// The page of `outlay view` goes into the published command line, which has no dependencies: linked where the disk can.
import { copyFileSync, linkSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const from = fileURLToPath(new URL('../../view/dist/page', import.meta.url));
const to = fileURLToPath(new URL('../dist/page', import.meta.url));

rmSync(to, { recursive: true, force: true });
for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const file = join(entry.parentPath, entry.name);
  const copy = join(to, relative(from, file));
  mkdirSync(dirname(copy), { recursive: true });
  try {
    linkSync(file, copy);
  } catch {
    copyFileSync(file, copy);
  }
}
