import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { parseCameras, parseEpochs, parsePersons, parseSize, selectEpochs } from '../src/grammar/selection.ts';

const id = fc.nat({ max: 9999 });

describe('id lists', () => {
  it('takes ids, names and ranges', () => {
    expect(parseCameras('16, cam_4,100-102')).toEqual([4, 16, 100, 101, 102]);
    expect(parsePersons('1,person_00')).toEqual([0, 1]);
  });

  it.each(['', '4,', 'x', '5-4', '0-999999999', '4;5'])('refuses %j', (text) =>
    expect(() => parseCameras(text)).toThrow(RangeError),
  );

  test.prop([fc.uniqueArray(id, { minLength: 1 })])('gives every id once, ascending', (ids) => {
    expect(parseCameras(ids.join(','))).toEqual([...ids].sort((a, b) => a - b));
  });
});

describe('epochs', () => {
  it('parses words, numbers and names', () => {
    expect(parseEpochs('all')).toBe('all');
    expect(parseEpochs('latest')).toBe('latest');
    expect(parseEpochs('15,epoch_0030,0')).toEqual([0, 15, 30]);
    expect(() => parseEpochs('cam_4')).toThrow(RangeError);
  });

  it('selects what is there and names what is not', () => {
    expect(selectEpochs('all', [0, 15])).toEqual({ epochs: [0, 15], absent: [] });
    expect(selectEpochs('latest', [0, 15])).toEqual({ epochs: [15], absent: [] });
    expect(selectEpochs('latest', [])).toEqual({ epochs: [], absent: [] });
    expect(selectEpochs([15, 30], [0, 15])).toEqual({ epochs: [15], absent: [30] });
  });
});

describe('parseSize', () => {
  it.each([
    ['1.5GiB', 1.5 * 2 ** 30],
    ['500MB', 500e6],
    ['500 mb', 500e6],
    ['1048576', 1048576],
    ['1KiB', 1024],
  ])('%s', (text, bytes) => expect(parseSize(text)).toBe(bytes));

  it.each(['', 'GiB', '1.5.2GB', '1 potato', '-5MB', '0', '99999999TiB'])('refuses %j', (text) =>
    expect(() => parseSize(text)).toThrow(RangeError),
  );
});
