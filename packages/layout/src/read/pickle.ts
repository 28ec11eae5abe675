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
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stack: (PickleValue | typeof MARK)[] = [];
  const memo = new Map<number, PickleValue>();
  let at = 0;

  const broken = (expected: string, actual: string): MalformedFileError =>
    new MalformedFileError(path, 'The pickled dictionary is broken', { expected, actual });
  const take = (length: number): number => {
    if (at + length > bytes.length) throw broken(`${length} more bytes at byte ${at}`, 'the end');
    at += length;
    return at - length;
  };
  const pop = (): PickleValue => {
    const value = stack.pop();
    if (value === undefined || value === MARK) throw broken(`a value before byte ${at}`, 'none');
    return value;
  };
  const top = (): PickleValue => {
    const value = stack[stack.length - 1];
    if (value === undefined || value === MARK) throw broken(`a value before byte ${at}`, 'none');
    return value;
  };
  const popToMark = (): PickleValue[] => {
    const mark = stack.lastIndexOf(MARK);
    if (mark < 0) throw broken(`a mark before byte ${at}`, 'none');
    return stack.splice(mark).slice(1) as PickleValue[];
  };
  const memoGet = (key: number): PickleValue => {
    const value = memo.get(key);
    if (value === undefined) throw broken(`memo entry ${key}`, 'none');
    return value;
  };
  const line = (): string => {
    const end = bytes.indexOf(10, at);
    if (end < 0 || end - at > 200) throw broken(`a name at byte ${at}`, 'no end of line');
    const text = new TextDecoder().decode(bytes.subarray(at, end));
    at = end + 1;
    return text;
  };
  const setItems = (items: readonly PickleValue[]): void => {
    const dict = top();
    if (typeof dict !== 'object' || !('kind' in dict) || dict.kind !== 'dict' || items.length % 2 !== 0)
      throw broken('a dictionary and pairs', 'something else');
    for (let i = 0; i < items.length; i += 2) {
      const key = items[i];
      if (typeof key !== 'string') throw broken('text as key', typeof key);
      dict.entries.set(key, items[i + 1] as PickleValue);
    }
  };

  for (let ops = 0; ; ops++) {
    if (ops > READ_LIMITS.pickleOps)
      throw new LimitExceededError(path, 'pickleOps', READ_LIMITS.pickleOps, 'more opcodes');
    const op = bytes[take(1)] as number;
    switch (op) {
      case 0x80: // PROTO
        if ((bytes[take(1)] as number) !== 2) throw unsafe(path, `pickle protocol ${bytes[at - 1]}`);
        break;
      case 0x2e: // STOP
        return pop();
      case 0x28: // MARK
        stack.push(MARK);
        break;
      case 0x7d: // EMPTY_DICT
        stack.push({ kind: 'dict', entries: new Map() });
        break;
      case 0x29: // EMPTY_TUPLE
        stack.push([]);
        break;
      case 0x74: // TUPLE
        stack.push(popToMark());
        break;
      case 0x85: // TUPLE1
        stack.push([pop()]);
        break;
      case 0x86: {
        // TUPLE2
        const b = pop();
        stack.push([pop(), b]);
        break;
      }
      case 0x87: {
        // TUPLE3
        const c = pop();
        const b = pop();
        stack.push([pop(), b, c]);
        break;
      }
      case 0x88: // NEWTRUE
        stack.push(true);
        break;
      case 0x89: // NEWFALSE
        stack.push(false);
        break;
      case 0x4b: // BININT1
        stack.push(view.getUint8(take(1)));
        break;
      case 0x4d: // BININT2
        stack.push(view.getUint16(take(2), true));
        break;
      case 0x4a: // BININT
        stack.push(view.getInt32(take(4), true));
        break;
      case 0x8a: {
        // LONG1
        const length = bytes[take(1)] as number;
        if (length > 6) throw broken('an integer of at most 6 bytes', `${length}`);
        const start = take(length);
        let value = 0;
        for (let i = length - 1; i >= 0; i--) value = value * 256 + (bytes[start + i] as number);
        const isNegative = length > 0 && (bytes[start + length - 1] as number) >= 0x80;
        stack.push(isNegative ? value - 2 ** (8 * length) : value);
        break;
      }
      case 0x58: {
        // BINUNICODE
        const length = view.getUint32(take(4), true);
        const start = take(length);
        stack.push(new TextDecoder().decode(bytes.subarray(start, start + length)));
        break;
      }
      case 0x71: // BINPUT
        memo.set(bytes[take(1)] as number, top());
        break;
      case 0x72: // LONG_BINPUT
        memo.set(view.getUint32(take(4), true), top());
        break;
      case 0x68: // BINGET
        stack.push(memoGet(bytes[take(1)] as number));
        break;
      case 0x6a: // LONG_BINGET
        stack.push(memoGet(view.getUint32(take(4), true)));
        break;
      case 0x63: {
        // GLOBAL
        const name = `${line()}.${line()}`;
        if (!isAllowed(name)) throw unsafe(path, `the name ${JSON.stringify(name)}`);
        stack.push({ kind: 'global', name });
        break;
      }
      case 0x51: // BINPERSID
        stack.push({ kind: 'persistent', id: pop() });
        break;
      case 0x52: {
        // REDUCE
        const args = pop();
        const callee = pop();
        const name = isKind(callee, 'global') ? callee.name : undefined;
        if (name === 'torch._utils._rebuild_tensor_v2' && Array.isArray(args)) stack.push({ kind: 'tensor', args });
        else if (name === 'collections.OrderedDict') stack.push({ kind: 'ordered-dict' });
        else throw unsafe(path, `a call of ${name ?? 'something that is not a name'}`);
        break;
      }
      case 0x73: {
        // SETITEM
        const value = pop();
        const key = pop();
        setItems([key, value]);
        break;
      }
      case 0x75: // SETITEMS
        setItems(popToMark());
        break;
      default:
        throw unsafe(path, `opcode 0x${op.toString(16).padStart(2, '0')} at byte ${at - 1}`);
    }
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

function unsafe(path: string, actual: string): UnsafeFileError {
  return new UnsafeFileError(path, 'The pickled data asks for more than tensors', {
    expected: 'a dictionary of plain tensors as torch.save writes it',
    actual,
  });
}
