import { describe, expect, it } from 'vitest';
import { SMPL_COUNTS, SMPLX_COUNTS, smplTemplate, smplxTemplate } from '../../src/body/body.ts';
import type { BodyTemplate } from '../../src/body/template.ts';

/** How often each directed edge is used. */
function edges(template: BodyTemplate): Map<string, number> {
  const out = new Map<string, number>();
  const { faces } = template;
  for (let f = 0; f < faces.length; f += 3)
    for (let k = 0; k < 3; k++) {
      const key = `${faces[f + k]}>${faces[f + ((k + 1) % 3)]}`;
      out.set(key, (out.get(key) ?? 0) + 1);
    }
  return out;
}

describe('templates', () => {
  it('has exactly the counts of SMPL-X', () => {
    const template = smplxTemplate(SMPLX_COUNTS.vertices);
    expect([template.weights.length, template.faces.length / 3]).toEqual([SMPLX_COUNTS.vertices, SMPLX_COUNTS.faces]);
  });

  it('has exactly the counts of SMPL', () => {
    const template = smplTemplate(SMPL_COUNTS.vertices);
    expect([template.weights.length, template.faces.length / 3]).toEqual([SMPL_COUNTS.vertices, SMPL_COUNTS.faces]);
  });

  it.each([120, 200, 900, 6890])(
    'with %i vertices the joined body is one closed, consistently turned surface',
    (vertices) => {
      const template = smplTemplate(vertices);
      const directed = edges(template);
      const open = [...directed].filter(([edge, count]) => {
        const [a, b] = edge.split('>');
        return count !== 1 || directed.get(`${b}>${a}`) !== 1;
      });
      expect(open).toEqual([]);
      expect(template.faces.length / 3).toBe(2 * vertices - 4);
    },
  );

  it('stands on two feet and is as tall as a person', () => {
    const { points } = smplxTemplate(2000);
    const heights = points.filter((_, i) => i % 3 === 1);
    expect(Math.max(...heights) - Math.min(...heights)).toBeGreaterThan(1.65);
    expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(1.85);
  });
});
