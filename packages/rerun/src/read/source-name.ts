import type { StoreSource } from '../rrd/messages.ts';
import { expectBytes, expectText, expectVarint, readProtoFields } from '../rrd/protobuf.ts';

const FILE_SOURCES = ['unknown', 'CLI', 'URI', 'drag and drop', 'file dialog', 'SDK'];

/** Who wrote a store, in words: `Python SDK 3.11.4`, `other: my tool`. Payloads that cannot be read are left out. */
export function formatStoreSource(source: StoreSource): string {
  const name =
    ['unknown', 'C++ SDK', 'Python SDK', 'Rust SDK', 'file', 'viewer', 'other'][source.kind] ?? `kind ${source.kind}`;
  const payload = source.payload ?? new Uint8Array(0);
  try {
    const detail = formatPayload(source.kind, payload);
    if (detail === '') return name;
    return source.kind === 6 ? `${name}: ${detail}` : `${name} ${detail}`;
  } catch {
    return name;
  }
}

function formatPayload(kind: number, payload: Uint8Array): string {
  const fields = [...(kind === 6 ? [] : readProtoFields(payload, 'StoreSourceExtra'))];
  const byNumber = (number: number) => fields.find((field) => field.field === number);
  const number = (at: number): number => {
    const field = byNumber(at);
    return field === undefined ? 0 : Number(BigInt.asIntN(32, expectVarint(field, 'StoreSourceExtra')));
  };
  const text = (at: number): string => {
    const field = byNumber(at);
    return field === undefined || expectBytes(field, 'StoreSourceExtra').length === 0
      ? ''
      : expectText(field, 'StoreSourceExtra');
  };
  switch (kind) {
    case 2:
      return `${number(1)}.${number(2)}.${number(3)}${text(4)}`;
    case 3:
      return [text(1) && `rustc ${text(1)}`, text(2) && `LLVM ${text(2)}`].filter(Boolean).join(', ');
    case 4:
      return `(${FILE_SOURCES[number(1)] ?? 'unknown'})`;
    case 6:
      return new TextDecoder().decode(payload);
    default:
      return '';
  }
}
