import { describe, expect, it } from 'vitest';
import { formatMoment, parseMoment } from '../src/location/moment.ts';

describe('a moment as a hash', () => {
  it('is read as it was written', () => {
    const hash =
      '#/pictures/hi4d_pair15_fight/v104?epoch=30&camera=16&frame=12&mode=difference&panes=prediction@15,prediction!hi4d/v105&overlay=masks&metric=nvs/psnr&gain=32&zoom=4&x=0.25&y=0.75';
    expect(formatMoment(parseMoment(hash))).toBe(hash);
  });

  it('leaves out what is at its default', () => {
    expect(formatMoment(parseMoment('#/pictures/a/b?mode=slider&zoom=1&panes=prediction,ground-truth&cut=0.5'))).toBe(
      '#/pictures/a/b',
    );
  });

  it('keeps the table of runs in its own link, and cameras in theirs', () => {
    const both = parseMoment('#/runs?sort=-nvs/psnr&search=fight%20a%26b&group=scene&camera=4');
    expect(formatMoment(both)).toBe('#/runs?search=fight%20a%26b&sort=-nvs/psnr&group=scene');
    expect(formatMoment({ ...both, place: 'run', run: 'a/b' })).toBe('#/run/a/b?camera=4');
  });

  it('takes what does not parse as if it were left out', () => {
    const wild = parseMoment('#/pictures/a/b?epoch=x&camera=-1&mode=flop&zoom=1e9&cut=7&nonsense&=&%E0%A4%A=1');
    expect(wild).toMatchObject({
      place: 'pictures',
      run: 'a/b',
      epoch: undefined,
      camera: undefined,
      mode: 'slider',
      zoom: 1,
      cut: 1,
    });
    expect(parseMoment('')).toMatchObject({ place: 'runs', run: '' });
    expect(parseMoment('#/elsewhere/a').place).toBe('runs');
  });
});
