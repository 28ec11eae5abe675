import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { visible } from '../src/names.ts';

describe('visible', () => {
  it.each([
    ['\u001b[31mred\u0007', '\\x1b[31mred\\x07'],
    ['a\r\nb\tc\u0000', 'a\\x0d\\x0ab\\x09c\\x00'],
    ['gpj.\u202egnp', 'gpj.\\u202egnp'],
    [
      '\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069',
      '\\u061c\\u200e\\u200f\\u202a\\u202b\\u202c\\u202d\\u2066\\u2067\\u2068\\u2069',
    ],
    ['one\u2028two\u2029\u009b', 'one\\u2028two\\u2029\\x9b'],
    ['שלום, 日本語 ü é 👩‍🔬', 'שלום, 日本語 ü é 👩‍🔬'],
  ])('%j becomes %j', (text, shown) => expect(visible(text)).toBe(shown));

  test.prop([fc.string({ unit: 'binary' })])('leaves nothing that is obeyed, and changes no text without', (text) => {
    expect(visible(text)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
    expect(visible(visible(text))).toBe(visible(text));
  });
});
