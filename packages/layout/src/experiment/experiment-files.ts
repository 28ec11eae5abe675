import type { Decoders } from '../decode/decoders.ts';
import type { Inventory } from '../scan/inventory.ts';
import type { FileSource } from '../source/file-source.ts';

/** What an experiment is opened from: where its bytes are, its names, and what decodes them. */
export interface ExperimentFiles {
  readonly source: FileSource;
  readonly inventory: Inventory;
  readonly decoders: Decoders;
}
