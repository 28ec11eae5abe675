import { expectTypeOf, it } from 'vitest';
import { Mesh3D, Pinhole, Points3D, type Recording, SeriesLines, Transform3D, ViewCoordinates } from '../src/index.ts';

it('required fields are required, enums are their names', () => {
  expectTypeOf(Points3D).parameter(0).toHaveProperty('positions');
  // @ts-expect-error positions are missing
  Points3D({ radii: 1 });
  // @ts-expect-error not a relation
  Transform3D({ relation: 'WorldFromCamera' });
  // @ts-expect-error not a direction
  ViewCoordinates('RDX');
  // @ts-expect-error not a field
  SeriesLines({ width: 2 });
  // @ts-expect-error three numbers make no resolution
  Pinhole({ focalLength: 1, resolution: [1, 2, 3] });
  // An update needs nothing.
  Mesh3D.update({});
});

it('times are values, not strings', () => {
  const log = (recording: Recording) => {
    recording.log('a', Mesh3D.update({}), { frame: 3, t: { duration: 1.5 }, at: { timestamp: new Date(0) } });
    // @ts-expect-error a text is no time
    recording.log('a', Mesh3D.update({}), { frame: '3' });
  };
  expectTypeOf(log).parameter(0).toEqualTypeOf<Recording>();
});
