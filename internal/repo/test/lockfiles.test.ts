import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './repository.ts';

const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');

describe('lock files', () => {
  it('name no registry host, so that a clone works behind any mirror', () => {
    expect(text('tools/pnpm/package-lock.json')).not.toMatch(/"resolved"|https?:\/\//);
    expect(text('pnpm-lock.yaml')).not.toMatch(/tarball:|https?:\/\//);
  });

  it('hold the binaries of other platforms', () => {
    const lock = text('pnpm-lock.yaml');
    for (const name of [
      '@turbo/darwin-arm64@',
      '@biomejs/cli-darwin-arm64@',
      '@esbuild/darwin-arm64@',
      '@rollup/rollup-darwin-arm64@',
      '@img/sharp-darwin-arm64@',
    ])
      expect([name, lock.includes(name)]).toEqual([name, true]);
  });
});
