import { describe, expect, expectTypeOf, it } from 'vitest';
import type * as declared from '../build/public-types.ts';
import packageJson from '../package.json' with { type: 'json' };
import * as api from '../src/index.ts';

describe('the door', () => {
  it('has these names', () => {
    expect(Object.keys(api).sort()).toEqual(['EXIT', 'EXIT_CODE_DOCS', 'createProgram', 'main', 'processIo']);
  });

  it('is what the published types say', () => {
    expectTypeOf(api).toExtend<typeof declared>();
    expectTypeOf<keyof typeof declared>().toEqualTypeOf<keyof typeof api>();
  });

  it('needs nothing installed beside it but the client of the Hub, which may not be bundled', () => {
    expect(Object.keys(packageJson.dependencies)).toEqual(['@huggingface/hub']);
    expect(packageJson.bin).toEqual({ outlay: './bin.js' });
  });
});
