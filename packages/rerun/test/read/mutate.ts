/** Damages a copy of `bytes` in one to three ways. */
export function mutate(bytes: Uint8Array, random: () => number): { damaged: Uint8Array; what: string } {
  let damaged: Uint8Array = new Uint8Array(bytes);
  const done: string[] = [];
  const times = 1 + Math.floor(random() * 3);
  for (let i = 0; i < times; i++) {
    const kind = WAYS[Math.floor(random() * WAYS.length)]!;
    const at = Math.floor(random() * damaged.length);
    const span = 1 + Math.floor(random() ** 3 * 2000);
    damaged = kind.apply(damaged, at, span, random);
    done.push(`${kind.name} at ${at} (${span})`);
  }
  return { damaged, what: done.join(', ') };
}

interface Way {
  readonly name: string;
  readonly apply: (bytes: Uint8Array, at: number, span: number, random: () => number) => Uint8Array;
}

const HOSTILE_NUMBERS = [0n, 1n, 0xffn, 0x7fffffffn, 0xffffffffn, 0x7fffffffffffffffn, 0xffffffffffffffffn];

const WAYS: readonly Way[] = [
  {
    name: 'bit flip',
    apply(bytes, at, _, random) {
      bytes[at]! ^= 1 << Math.floor(random() * 8);
      return bytes;
    },
  },
  {
    name: 'byte',
    apply(bytes, at, _, random) {
      bytes[at] = Math.floor(random() * 256);
      return bytes;
    },
  },
  {
    name: 'number',
    apply(bytes, at, _, random) {
      if (at + 8 > bytes.length) return bytes;
      const value = HOSTILE_NUMBERS[Math.floor(random() * HOSTILE_NUMBERS.length)]!;
      new DataView(bytes.buffer).setBigUint64(at, value, true);
      return bytes;
    },
  },
  { name: 'zeros', apply: (bytes, at, span) => bytes.fill(0, at, at + span) },
  {
    name: 'noise',
    apply(bytes, at, span, random) {
      for (let i = at; i < Math.min(at + span, bytes.length); i++) bytes[i] = Math.floor(random() * 256);
      return bytes;
    },
  },
  { name: 'removed', apply: (bytes, at, span) => joined(bytes.subarray(0, at), bytes.subarray(at + span)) },
  {
    name: 'inserted',
    apply: (bytes, at, span, random) =>
      joined(
        bytes.subarray(0, at),
        Uint8Array.from({ length: span }, () => random() * 256),
        bytes.subarray(at),
      ),
  },
  {
    name: 'copied',
    apply(bytes, at, span, random) {
      const from = Math.floor(random() * bytes.length);
      return joined(bytes.subarray(0, at), bytes.subarray(from, from + span), bytes.subarray(at));
    },
  },
  { name: 'cut', apply: (bytes, at) => bytes.slice(0, Math.max(at, 16)) },
];

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
