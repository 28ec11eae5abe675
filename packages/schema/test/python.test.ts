import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { because } from '../../../vitest.shared.ts';
import { PYTHON_MODULE_NAME, pythonModule } from '../src/python/module.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'outlay-python-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
writeFileSync(join(scratch, PYTHON_MODULE_NAME), pythonModule({ release: '0.0.0' }));

const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0;

it('holds no unfilled placeholder', () => {
  expect(pythonModule({ release: '0.0.0' })).not.toMatch(/<(version|files|folders|tasks|roles|splits|release)/);
});

describe.skipIf(!python)(`the Python module${because(python ? undefined : 'python3 >= 3.9 is missing')}`, () => {
  it('passes its own tests, the shared path vectors included', () => {
    const result = spawnSync(
      'python3',
      ['-W', 'error', join(here, 'python_test.py'), scratch, join(here, 'vectors.json')],
      {
        encoding: 'utf8',
      },
    );
    expect(result.stderr).toContain('OK');
    expect(result.status).toBe(0);
  });

  it('has as many checks as the vectors', () => {
    const vectors = JSON.parse(readFileSync(join(here, 'vectors.json'), 'utf8'));
    expect(vectors.canonical.length + vectors.lenient.length + vectors.strangers.length).toBeGreaterThan(25);
  });
});
