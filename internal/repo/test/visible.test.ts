import { expect, it } from 'vitest';
import { visible as ofRerun } from '../../../packages/rerun/src/read/errors.ts';
import { visible } from '../../../packages/schema/src/visible.ts';

it('rerun and the schema escape the same characters in the same way', () => {
  for (let code = 0; code < 0x1_0000; code++) {
    const char = String.fromCharCode(code);
    if (visible(char) !== ofRerun(char)) expect([code, ofRerun(char)]).toEqual([code, visible(char)]);
  }
  expect(visible('\u202e')).toBe('\\u202e');
});
