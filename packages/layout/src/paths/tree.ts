/**
 * All patterns of the contract as one tree of path parts, so that a path is parsed part by part and a walk over a
 * folder carries what it knows along.
 * @module
 */
import {
  type ContractId,
  FILE_CONTRACTS,
  type FileContract,
  FOLDER_CONTRACTS,
  type FolderContract,
  SPLITS,
  type Split,
} from '@outlay/schema/names';
import { joinPath } from '../source/source-path.ts';
import { compileSegment, type PathIds, type Segment } from './pattern.ts';
import { type FrameKind, PlainFrameFile, plainExtensions, plainFrame } from './plain-frames.ts';
import type { FolderPosition, ParsedFile } from './position.ts';

interface FolderNode {
  /** The half of `input_data/` this folder is; `{split}` is spelled out, since some patterns name one half only. */
  split?: Split;
  readonly literals: Map<string, FolderNode>;
  readonly dynamics: { readonly segment: Segment; readonly node: FolderNode }[];
  readonly files: { readonly segment: Segment; readonly contract: FileContract<ContractId> }[];
  readonly kinds: FrameKind[];
  contract?: FolderContract;
}

const ROOT = buildTree();

/** The experiment's own folder. */
export const ROOT_POSITION: FolderPosition = { ids: {}, canonicalPath: '', node: ROOT };

/** Goes from a folder to the folder `name` in it; `undefined` when the layout has none there. */
export function enterFolder(position: FolderPosition, name: string): FolderPosition | undefined {
  const node = position.node as FolderNode;
  const literal = node.literals.get(name);
  if (literal) {
    const ids = literal.split ? { ...position.ids, split: literal.split } : position.ids;
    return at(literal, ids, joinPath(position.canonicalPath, name));
  }
  for (const { segment, node: child } of node.dynamics) {
    const ids = segment.parse(name, position.ids);
    if (ids) return at(child, ids, joinPath(position.canonicalPath, segment.format(ids)));
  }
  return undefined;
}

/** The file `name` in a folder; `undefined` when the layout has none there. */
export function matchFile(position: FolderPosition, name: string): ParsedFile | undefined {
  const { files, kinds } = position.node as FolderNode;
  for (const kind of kinds) {
    const frame = plainFrame(name, kind.extension);
    if (frame >= 0) return new PlainFrameFile(kind, position, frame);
  }
  for (const { segment, contract } of files) {
    const ids = segment.parse(name, position.ids);
    if (ids)
      return { contract, ids, frame: ids.frame, canonicalPath: joinPath(position.canonicalPath, segment.format(ids)) };
  }
  return undefined;
}

/** The kinds of files with plain names that belong in a folder. */
export function frameKinds(position: FolderPosition): readonly FrameKind[] {
  return (position.node as FolderNode).kinds;
}

function at(node: FolderNode, ids: PathIds, canonicalPath: string): FolderPosition {
  return node.contract ? { ids, canonicalPath, node, contract: node.contract } : { ids, canonicalPath, node };
}

function buildTree(): FolderNode {
  const root = emptyNode();
  for (const contract of FILE_CONTRACTS) {
    for (const pattern of spelledOut(contract.pattern)) {
      const parts = pattern.split('/');
      const folder = parts.slice(0, -1).reduce(child, root);
      const text = parts.at(-1)!;
      folder.files.push({ segment: compileSegment(text), contract });
      for (const extension of plainExtensions(text)) folder.kinds.push({ contract, extension });
    }
  }
  for (const contract of FOLDER_CONTRACTS)
    for (const pattern of spelledOut(contract.pattern)) pattern.split('/').reduce(child, root).contract = contract;
  const inputs = root.literals.get('input_data')!;
  for (const split of SPLITS) inputs.literals.get(split)!.split = split;
  return root;
}

function spelledOut(pattern: string): readonly string[] {
  return pattern.includes('{split}') ? SPLITS.map((split) => pattern.replace('{split}', split)) : [pattern];
}

function child(node: FolderNode, part: string): FolderNode {
  const segment = compileSegment(part);
  const known = segment.dynamic
    ? node.dynamics.find((dynamic) => dynamic.segment.text === part)?.node
    : node.literals.get(part);
  if (known) return known;
  const created = emptyNode();
  if (segment.dynamic) node.dynamics.push({ segment, node: created });
  else node.literals.set(part, created);
  return created;
}

function emptyNode(): FolderNode {
  return { literals: new Map(), dynamics: [], files: [], kinds: [] };
}
