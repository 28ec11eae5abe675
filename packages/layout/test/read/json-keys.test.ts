import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { repeatedKeys } from '../../src/read/json-keys.ts';

describe('repeated keys', () => {
  it('are found in every object by themselves, however they are written', () => {
    expect(repeatedKeys('{"a": 1, "b": {"a": 2, "a": 3}, "a": [{"c": 1}, {"c": 2}]}')).toEqual(['b.a', 'a']);
    expect(repeatedKeys('{"a": 1, "\\u0061": 2}')).toEqual(['a']);
    expect(repeatedKeys('{"a": "\\"a\\": 1, \\"a\\": 2", "b": "{"}')).toEqual([]);
  });

  property.prop([fc.json()])('are in nothing that JSON.stringify writes', (text) => {
    expect(repeatedKeys(text)).toEqual([]);
  });
});
