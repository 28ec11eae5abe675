/** A tensor of a posed-Gaussians file. A zero-dimensional one has the shape `[]`. */
export interface Tensor {
  readonly type: 'FloatStorage' | 'IntStorage' | 'BoolStorage';
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** `data.pkl` of `torch.save` for a dict of CPU tensors: pickle protocol 2 with torch's own memo order. */
export function encodeTensorDict(tensors: Readonly<Record<string, Tensor>>): Uint8Array {
  const out: number[] = [];
  const memo = new Map<string, number>();
  let next = 0;
  const put = () => out.push(0x71, next++);
  const ascii = (text: string) => {
    for (let i = 0; i < text.length; i++) out.push(text.charCodeAt(i));
  };
  const unicode = (text: string) => {
    out.push(0x58, text.length, 0, 0, 0);
    ascii(text);
    put();
  };
  // Strings and classes that torch interns are written once and fetched from the memo afterwards.
  const shared = (key: string, write: () => void) => {
    const at = memo.get(key);
    if (at !== undefined) {
      out.push(0x68, at);
      return;
    }
    memo.set(key, next);
    write();
  };
  const global = (module: string, name: string) =>
    shared(`${module}.${name}`, () => {
      ascii(`c${module}\n${name}\n`);
      put();
    });
  const integer = (value: number) => {
    if (value < 256) out.push(0x4b, value);
    else if (value < 65536) out.push(0x4d, value & 255, value >> 8);
    else out.push(0x4a, value & 255, (value >> 8) & 255, (value >> 16) & 255, value >> 24);
  };
  const tuple = (values: readonly number[]) => {
    if (values.length === 0) {
      out.push(0x29);
      return;
    }
    values.forEach(integer);
    out.push(0x84 + values.length);
    put();
  };

  out.push(0x80, 2, 0x7d);
  put();
  out.push(0x28);
  Object.entries(tensors).forEach(([key, tensor], index) => {
    unicode(key);
    global('torch._utils', '_rebuild_tensor_v2');
    out.push(0x28, 0x28);
    shared('"storage"', () => unicode('storage'));
    global('torch', tensor.type);
    unicode(String(index));
    shared('"cpu"', () => unicode('cpu'));
    integer(tensor.shape.reduce((a, b) => a * b, 1));
    out.push(0x74);
    put();
    out.push(0x51);
    integer(0);
    tuple(tensor.shape);
    tuple(tensor.shape.map((_, i) => tensor.shape.slice(i + 1).reduce((a, b) => a * b, 1)));
    out.push(0x89);
    global('collections', 'OrderedDict');
    out.push(0x29, 0x52);
    put();
    out.push(0x74);
    put();
    out.push(0x52);
    put();
  });
  out.push(0x75, 0x2e);
  return Uint8Array.from(out);
}
