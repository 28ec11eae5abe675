import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BlueprintSourceOptions,
  blueprint,
  blueprintSource,
  encodeBlueprintFile,
  grid,
  horizontal,
  type LayoutPart,
  spatial2DView,
  spatial3DView,
  tabs,
  textDocumentView,
  timePanel,
  timeSeriesView,
  vertical,
} from '../../src/blueprint/index.ts';
import { createRecording, Points3D } from '../../src/index.ts';
import { decode, verify } from '../../src/read/index.ts';

const layout = blueprint({
  root: horizontal([
    spatial3DView({ overrides: { '/a': Points3D.update({ radii: 0.3 }) } }),
    timeSeriesView({ origin: '/plot' }),
  ]),
  timePanel: timePanel({ timeline: 'frame', fps: 20, state: 'collapsed' }),
});

const recordingWith = (value: Parameters<typeof createRecording>[0]['blueprint']) => {
  const recording = createRecording({ applicationId: 'app', recordingId: 'rec', ...(value && { blueprint: value }) });
  recording.logStatic('a', Points3D({ positions: [0, 0, 0] }));
  return recording.bytes();
};

async function messagesOf(file: Uint8Array): Promise<string[]> {
  const lines: string[] = [];
  for await (const message of decode(file)) {
    if (message.kind === 'store_info') lines.push(`store ${message.info.storeId.kind}`);
    if (message.kind === 'chunk') lines.push(`${message.message.storeId.kind} ${message.chunk().entityPath}`);
    if (message.kind === 'blueprint_activation') {
      lines.push(`activate ${message.command.makeActive} ${message.command.makeDefault}`);
    }
  }
  return lines;
}

describe('a blueprint in a file', () => {
  it('comes whole and activated before the recording', async () => {
    const lines = await messagesOf(recordingWith(layout));
    const activation = lines.indexOf('activate true true');
    expect(lines[0]).toBe('store blueprint');
    expect(lines.slice(1, activation).every((line) => line.startsWith('blueprint /'))).toBe(true);
    expect(lines.slice(activation + 1)).toEqual(['store recording', 'recording /a']);
  });

  it('has the forms of old and new viewers, each once, and no others', async () => {
    const lines = (await messagesOf(recordingWith(layout))).map((line) => line.replaceAll(/[0-9a-f-]{36}/g, '*'));
    const base = 'blueprint /view/*/ViewContents/overrides/a';
    expect(lines.filter((line) => line.startsWith(base)).sort()).toEqual([
      base,
      `${base}/visualizers`,
      `${base}/visualizers/*`,
    ]);
    const timePanelOf = async (value: Parameters<typeof recordingWith>[0]) => {
      const components: string[] = [];
      for await (const message of decode(recordingWith(value))) {
        if (message.kind !== 'chunk') continue;
        const { entityPath, components: columns } = message.chunk();
        if (entityPath === '/time_panel') components.push(...columns.map(({ component }) => component));
      }
      return components.sort();
    };
    const newest = ['TimePanelBlueprint:fps', 'TimePanelBlueprint:state', 'TimePanelBlueprint:timeline'];
    expect(await timePanelOf(layout)).toEqual(['PanelBlueprint:state', ...newest]);
    expect(await timePanelOf(blueprintSource(layout, { oldForms: false }))).toEqual(newest);
  });

  it('says what is said twice for one entity once, the last', async () => {
    const root = spatial3DView({
      defaults: [Points3D.update({ radii: 1 }), Points3D.update({ radii: 2 })],
      overrides: { '/a': [Points3D.update({ radii: 3 }), Points3D.update({ radii: 4 })] },
    });
    const radii: unknown[] = [];
    for await (const message of decode(encodeBlueprintFile('app', blueprint({ root })))) {
      if (message.kind !== 'chunk') continue;
      const column = message.chunk().components.find(({ component }) => component === 'Points3D:radii');
      if (column !== undefined) radii.push(Array.from(column.cell(0)!.values as Float32Array)[0]);
    }
    // The defaults; both overrides in the old form at once; the visualizers of the new form.
    expect(radii.sort()).toEqual([2, 3, 4, 4]);
  });

  it.each<BlueprintSourceOptions>([
    { makeActive: false, makeDefault: true },
    { makeActive: true, makeDefault: false },
  ])('is activated as asked: %o', async (options) => {
    const lines = await messagesOf(encodeBlueprintFile('app', blueprintSource(layout, options)));
    expect(lines.at(-1)).toBe(`activate ${options.makeActive} ${options.makeDefault}`);
    expect(lines).not.toContain('store recording');
  });

  it('has an id from its content: overrides count too', () => {
    const with3 = (radius: number) =>
      blueprintSource(blueprint({ root: spatial3DView({ overrides: { '/a': Points3D.update({ radii: radius }) } }) }))
        .recordingId;
    expect(with3(0.5)).toBe(with3(0.5));
    expect(with3(0.5)).not.toBe(with3(0.25));
  });

  it('is sound for any layout, and the same bytes twice', async () => {
    const view = fc.record({ name: fc.string({ minLength: 1 }), pick: fc.nat(3) }).map(({ name, pick }) => {
      const make = [spatial3DView, spatial2DView, timeSeriesView, textDocumentView][pick]!;
      return make({ name, origin: '/a' }) as LayoutPart;
    });
    const layouts = fc.letrec<{ part: LayoutPart }>((tie) => ({
      part: fc.oneof(
        { depthSize: 'small' },
        view,
        fc
          .tuple(fc.array(tie('part'), { minLength: 1, maxLength: 4 }), fc.nat(3))
          .map(([parts, pick]) => [horizontal, vertical, grid, tabs][pick]!(parts)),
      ),
    })).part;
    await fc.assert(
      fc.asyncProperty(layouts, async (root) => {
        const file = recordingWith(blueprint({ root }));
        const { ok, findings } = await verify(file);
        expect({ ok, findings }).toEqual({ ok: true, findings: [] });
        expect(Buffer.compare(file, recordingWith(blueprint({ root })))).toBe(0);
      }),
      { numRuns: 25, seed: 4 },
    );
  });
});
