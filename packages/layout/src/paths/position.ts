import type { ContractId, FileContract, FolderContract } from '@outlay/schema/names';
import type { PathIds } from './pattern.ts';

/** A folder that the layout names, and what its path said. */
export interface FolderPosition {
  readonly ids: PathIds;
  /** The path as the layout writes it. */
  readonly canonicalPath: string;
  /** The row of `FOLDER_CONTRACTS`; folders that only lie on the way to a file have none. */
  readonly contract?: FolderContract;
  readonly node: object;
}

/** A file that the layout names, and what its path said. */
export interface ParsedFile {
  readonly contract: FileContract<ContractId>;
  readonly ids: PathIds;
  /** `ids.frame`, without making `ids`. */
  readonly frame: number | undefined;
  /** The path as the layout writes it. */
  readonly canonicalPath: string;
}
