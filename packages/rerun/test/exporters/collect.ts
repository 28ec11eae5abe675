import type { ExportEvent, ExportSummary } from '../../src/exporters/index.ts';
import { cellsOf } from '../read-rows.ts';

/** Everything an export said, and its bytes in one piece. */
export interface Collected {
  readonly events: readonly Exclude<ExportEvent, { kind: 'bytes' }>[];
  readonly rrd: Buffer;
  readonly summary: ExportSummary;
}

export async function collect(exporting: AsyncGenerator<ExportEvent, ExportSummary>): Promise<Collected> {
  const events: Exclude<ExportEvent, { kind: 'bytes' }>[] = [];
  const pieces: Uint8Array[] = [];
  for (;;) {
    const step = await exporting.next();
    if (step.done) return { events, rrd: Buffer.concat(pieces), summary: step.value };
    if (step.value.kind === 'bytes') pieces.push(step.value.bytes);
    else events.push(step.value);
  }
}

/** Frame (or epoch, or `static`) → values of a component of an entity; vectors behind each other. */
export async function valuesOf(
  rrd: Uint8Array,
  entityPath: string,
  component: string,
): Promise<Record<string, unknown>> {
  const cells = (await cellsOf(rrd)).filter((cell) => cell.entityPath === entityPath && cell.component === component);
  const plain = (values: unknown) => (ArrayBuffer.isView(values) ? [...(values as Float32Array)] : values);
  return Object.fromEntries(cells.map(({ at, values }) => [at.frame ?? at.epoch ?? 'static', plain(values)]));
}

/** Times at which a component of an entity has a value. */
export const framesOf = async (rrd: Uint8Array, entity: string, component: string): Promise<string[]> =>
  Object.keys(await valuesOf(rrd, entity, component));
