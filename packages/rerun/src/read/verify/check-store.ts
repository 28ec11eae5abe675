import type { SetStoreInfo } from '../../rrd/messages.ts';
import type { TimelineKind } from '../chunk.ts';
import type { ChunkFacts } from '../chunk-facts.ts';
import { describeStore, type ResolvedStoreId } from '../stores.ts';
import type { FindingList } from './findings.ts';
import { RowIdRuns } from './row-id-runs.ts';

/** Ids that `verify` may still remember, shared by all stores of an input. */
export interface IdBudget {
  left: number;
}

/** What is checked over all chunks of one store: ids are unique, timelines keep their type, the store is announced. */
export class StoreCheck {
  readonly id: ResolvedStoreId;
  readonly #findings: FindingList;
  readonly #budget: IdBudget;
  readonly #runs = new RowIdRuns();
  readonly #chunkIds = new Map<string, number>();
  readonly #timelines = new Map<string, TimelineKind>();
  readonly #chunks: { facts: ChunkFacts; byteOffset: number }[] = [];
  announced = false;

  constructor(id: ResolvedStoreId, budget: IdBudget, findings: FindingList) {
    this.id = id;
    this.#budget = budget;
    this.#findings = findings;
  }

  get chunkCount(): number {
    return this.#chunks.length;
  }

  announce(info: SetStoreInfo, byteOffset: number): void {
    this.announced = true;
    const store = describeStore(this.id);
    const { applicationId } = this.id;
    if (info.legacyApplicationId === undefined && info.storeId.applicationId === undefined) {
      this.#findings.add('OUT6044', byteOffset, `SetStoreInfo of ${store} has no application id.`);
    }
    if (info.source.payload === undefined && [2, 3, 4, 6].includes(info.source.kind)) {
      this.#findings.add(
        'OUT6044',
        byteOffset,
        `SetStoreInfo of ${store} has a store source of kind ${info.source.kind} without its details.`,
      );
    }
    const bytes = new TextEncoder().encode(applicationId).length;
    if (applicationId === '' || bytes > 180 || !/^[A-Za-z0-9_\- [\]:]*$/.test(applicationId)) {
      const text = `Rerun 0.36 and later change or refuse the application id '${applicationId}'.`;
      this.#findings.add('OUT6045', byteOffset, text, { actual: applicationId });
    }
  }

  /** Returns false when the chunk repeats the id of an earlier one. */
  addChunk(facts: ChunkFacts, rowIds: Uint8Array, byteOffset: number): boolean {
    const store = describeStore(this.id);
    if (!this.announced && this.#chunks.length === 0) {
      this.#findings.add('OUT6043', byteOffset, `A chunk of ${store} comes before any SetStoreInfo of that store.`);
    }
    const earlier = this.#chunkIds.get(facts.id);
    if (earlier !== undefined) {
      const text = `Chunk id ${facts.id} at ${facts.entityPath} was used before, by the message at byte ${earlier}.`;
      this.#findings.add('OUT6040', byteOffset, text, { actual: facts.id });
      return false;
    }
    this.#chunkIds.set(facts.id, byteOffset);
    this.#chunks.push({ facts, byteOffset });
    if (this.#budget.left > 0) this.#budget.left -= 1 + this.#runs.add(rowIds, this.#chunks.length - 1);
    for (const { name, kind } of facts.timelines) {
      const known = this.#timelines.get(name);
      if (known !== undefined && known !== kind) {
        const text = `Timeline '${name}' is a ${known} elsewhere in ${store} and a ${kind} at ${facts.entityPath}.`;
        this.#findings.add('OUT6042', byteOffset, text, { expected: known, actual: kind });
      }
      if (known === undefined) this.#timelines.set(name, kind);
    }
    return true;
  }

  finish(): void {
    for (const { rowId, first, second } of this.#runs.clashes()) {
      const one = this.#chunks[first];
      const two = this.#chunks[second];
      if (one === undefined || two === undefined || mayShareRows(one.facts, two.facts)) continue;
      const text = `Row id ${rowId} is used by chunk ${one.facts.id} at ${one.facts.entityPath} and by chunk ${two.facts.id} at ${two.facts.entityPath}.`;
      this.#findings.add('OUT6041', two.byteOffset, text, { actual: rowId });
    }
  }
}

/** Rerun's own tools split a chunk by columns: then rows of one entity lie in two chunks with different components. */
function mayShareRows(a: ChunkFacts, b: ChunkFacts): boolean {
  if (a.entityPath !== b.entityPath || a.id === b.id) return false;
  const names = new Set(a.components.map(({ component }) => component));
  return !b.components.some(({ component }) => names.has(component));
}
