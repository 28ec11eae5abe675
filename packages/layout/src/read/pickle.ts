/**
 * A reader for the one kind of pickle that `torch.save` writes for a dictionary of tensors. It is a parser, not an
 * interpreter: the four names on {@link ALLOWED_GLOBALS} are recognised as words, nothing is imported or called, and
 * any other name or opcode is refused.
 * @module
 */
import { LimitExceededError, MalformedFileError, UnsafeFileError } from './errors.ts';
import { READ_LIMITS } from './limits.ts';

/** Names a pickle may mention, and what they become. */
export const ALLOWED_GLOBALS = [
  'torch._utils._rebuild_tensor_v2',
  'torch.FloatStorage',
  'torch.IntStorage',
  'torch.BoolStorage',
  'collections.OrderedDict',
] as const;
type GlobalName = (typeof ALLOWED_GLOBALS)[number];

/** A value of the pickle. */
export type PickleValue =
  | number
  | boolean
  | string
  | readonly PickleValue[]
  | { readonly kind: 'dict'; readonly entries: Map<string, PickleValue> }
  | { readonly kind: 'global'; readonly name: GlobalName }
  /** A persistent id: a tuple that stands for a storage. */
  | { readonly kind: 'persistent'; readonly id: PickleValue }
  /** What `_rebuild_tensor_v2` was given. */
  | { readonly kind: 'tensor'; readonly args: readonly PickleValue[] }
  | { readonly kind: 'ordered-dict' };

const MARK = Symbol('mark');

/**
 * Parses a pickle of protocol 2.
 * @throws ReadError (malformed; unsafe: any name or opcode beyond the allowlist; limit)
 */
export function readPickle(bytes: Uint8Array, path: string): PickleValue {
  if (bytes.length > READ_LIMITS.pickleBytes)
    throw new LimitExceededError(path, 'pickleBytes', READ_LIMITS.pickleBytes, `${bytes.length} bytes`);
  const pickle = new Pickle(bytes, path);
  for (let ops = 0; ; ops++) {
    if (ops > READ_LIMITS.pickleOps)
      throw new LimitExceededError(path, 'pickleOps', READ_LIMITS.pickleOps, 'more opcodes');
    const op = pickle.byte();
    if (op === STOP) return pickle.pop();
    const run = OPCODES[op];
    if (run === undefined) throw pickle.unsafe(`opcode 0x${op.toString(16).padStart(2, '0')} at byte ${pickle.at - 1}`);
    run(pickle);
  }
}

const STOP = 0x2e;

/** What each opcode does. One that is not here is refused. Source: `pickletools` of Python. */
const OPCODES: Readonly<Record<number, (pickle: Pickle) => void>> = {
  // PROTO
  128: (p) => {
    const version = p.byte();
    if (version !== 2) throw p.unsafe(`pickle protocol ${version}`);
  },
  // MARK
  40: (p) => p.mark(),
  // EMPTY_DICT
  125: (p) => p.push({ kind: 'dict', entries: new Map() }),
  // EMPTY_TUPLE, TUPLE, TUPLE1, TUPLE2, TUPLE3
  41: (p) => p.push([]),
  116: (p) => p.push(p.popToMark()),
  133: (p) => p.push(p.popMany(1)),
  134: (p) => p.push(p.popMany(2)),
  135: (p) => p.push(p.popMany(3)),
  // NEWTRUE, NEWFALSE
  136: (p) => p.push(true),
  137: (p) => p.push(false),
  // BININT1, BININT2, BININT, LONG1
  75: (p) => p.push(p.byte()),
  77: (p) => p.push(p.view.getUint16(p.take(2), true)),
  74: (p) => p.push(p.view.getInt32(p.take(4), true)),
  138: (p) => p.push(p.long(p.byte())),
  // BINUNICODE
  88: (p) => p.push(p.text(p.word())),
  // BINPUT, LONG_BINPUT, BINGET, LONG_BINGET
  113: (p) => p.remember(p.byte()),
  114: (p) => p.remember(p.word()),
  104: (p) => p.push(p.recall(p.byte())),
  106: (p) => p.push(p.recall(p.word())),
  // GLOBAL
  99: (p) => {
    const name = `${p.line()}.${p.line()}`;
    if (!isAllowed(name)) throw p.unsafe(`the name ${JSON.stringify(name)}`);
    p.push({ kind: 'global', name });
  },
  // BINPERSID
  81: (p) => p.push({ kind: 'persistent', id: p.pop() }),
  // REDUCE
  82: (p) => {
    const [callee, args] = p.popMany(2);
    const name = isKind(callee, 'global') ? callee.name : undefined;
    if (name === 'torch._utils._rebuild_tensor_v2' && Array.isArray(args)) p.push({ kind: 'tensor', args });
    else if (name === 'collections.OrderedDict') p.push({ kind: 'ordered-dict' });
    else throw p.unsafe(`a call of ${name ?? 'something that is not a name'}`);
  },
  // SETITEM, SETITEMS
  115: (p) => p.setItems(p.popMany(2)),
  117: (p) => p.setItems(p.popToMark()),
};

/** The bytes that are left, the stack and the memo. */
class Pickle {
  at = 0;
  readonly view: DataView;
  readonly #bytes: Uint8Array;
  readonly #path: string;
  readonly #stack: (PickleValue | typeof MARK)[] = [];
  readonly #memo = new Map<number, PickleValue>();

  constructor(bytes: Uint8Array, path: string) {
    this.#bytes = bytes;
    this.#path = path;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Where the next `length` bytes begin. */
  take(length: number): number {
    if (this.at + length > this.#bytes.length) throw this.#broken(`${length} more bytes at byte ${this.at}`, 'the end');
    this.at += length;
    return this.at - length;
  }

  byte(): number {
    return this.view.getUint8(this.take(1));
  }

  word(): number {
    return this.view.getUint32(this.take(4), true);
  }

  /** A little-endian integer in two's complement. */
  long(length: number): number {
    if (length > 6) throw this.#broken('an integer of at most 6 bytes', `${length}`);
    const start = this.take(length);
    let value = 0;
    for (let i = length - 1; i >= 0; i--) value = value * 256 + (this.#bytes[start + i] as number);
    const isNegative = length > 0 && (this.#bytes[start + length - 1] as number) >= 0x80;
    return isNegative ? value - 2 ** (8 * length) : value;
  }

  text(length: number): string {
    const start = this.take(length);
    return new TextDecoder().decode(this.#bytes.subarray(start, start + length));
  }

  line(): string {
    const end = this.#bytes.indexOf(10, this.at);
    if (end < 0 || end - this.at > 200) throw this.#broken(`a name at byte ${this.at}`, 'no end of line');
    const text = new TextDecoder().decode(this.#bytes.subarray(this.at, end));
    this.at = end + 1;
    return text;
  }

  push(value: PickleValue): void {
    this.#stack.push(value);
  }

  mark(): void {
    this.#stack.push(MARK);
  }

  pop(): PickleValue {
    const value = this.#top();
    this.#stack.pop();
    return value;
  }

  /** The last `count` values, in the order in which they were pushed. */
  popMany(count: number): PickleValue[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }

  popToMark(): PickleValue[] {
    const mark = this.#stack.lastIndexOf(MARK);
    if (mark < 0) throw this.#broken(`a mark before byte ${this.at}`, 'none');
    return this.#stack.splice(mark).slice(1) as PickleValue[];
  }

  remember(key: number): void {
    this.#memo.set(key, this.#top());
  }

  recall(key: number): PickleValue {
    const value = this.#memo.get(key);
    if (value === undefined) throw this.#broken(`memo entry ${key}`, 'none');
    return value;
  }

  /** Adds keys and values, which take turns, to the dictionary on the stack. */
  setItems(items: readonly PickleValue[]): void {
    const dict = this.#top();
    if (!isKind(dict, 'dict') || items.length % 2 !== 0) throw this.#broken('a dictionary and pairs', 'something else');
    for (let i = 0; i < items.length; i += 2) {
      const key = items[i];
      if (typeof key !== 'string') throw this.#broken('text as key', typeof key);
      dict.entries.set(key, items[i + 1] as PickleValue);
    }
  }

  unsafe(actual: string): UnsafeFileError {
    return new UnsafeFileError(this.#path, 'The pickled data asks for more than tensors', {
      expected: 'a dictionary of plain tensors as torch.save writes it',
      actual,
    });
  }

  #top(): PickleValue {
    const value = this.#stack[this.#stack.length - 1];
    if (value === undefined || value === MARK) throw this.#broken(`a value before byte ${this.at}`, 'none');
    return value;
  }

  #broken(expected: string, actual: string): MalformedFileError {
    return new MalformedFileError(this.#path, 'The pickled dictionary is broken', { expected, actual });
  }
}

/** Is the value of this kind? */
export function isKind<Kind extends 'dict' | 'global' | 'persistent' | 'tensor' | 'ordered-dict'>(
  value: PickleValue | undefined,
  kind: Kind,
): value is Extract<PickleValue, { readonly kind: Kind }> {
  return typeof value === 'object' && 'kind' in value && value.kind === kind;
}

function isAllowed(name: string): name is GlobalName {
  return (ALLOWED_GLOBALS as readonly string[]).includes(name);
}
