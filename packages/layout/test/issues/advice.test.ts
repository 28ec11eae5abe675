import { expect, test } from 'vitest';
import { adviceOf, ISSUE_CODES, ISSUE_EXAMPLES } from '../../src/index.ts';

test.each(ISSUE_CODES)('%s has an advice that names no fact it does not have', (code) => {
  expect(adviceOf(code)).toMatch(/^[A-Z`<].*\.$/);
  expect(adviceOf(code)).not.toMatch(/undefined|NaN|\[object|epoch_\d/);
});

test('facts are placeholders', () => {
  expect(adviceOf('OUT1009')).toBe('Rename <path> to <name as the layout writes it>.');
  expect(adviceOf('OUT1103')).toBe('Add "<epoch>" to eval_epochs in manifest.json, or remove the folder.');
  expect(adviceOf('OUT2004')).toBe('Add "<key>".');
  expect(adviceOf('OUT2006')).toBe('Rename "<key>" to "<known key>".');
});

test('only codes about the whole experiment have no example', () => {
  expect(ISSUE_CODES.filter((code) => ISSUE_EXAMPLES[code] === undefined)).toEqual(['OUT1001']);
});
