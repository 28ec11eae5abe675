import { expect, it } from 'vitest';
import { fileSystemReason, systemErrorName } from '../src/names.ts';

it.each([
  [{ code: 'EACCES' }, 'EACCES', 'permission denied'],
  // As Node gives an error that it has no name for: those of network disks.
  [{ code: 'Unknown system error -116', errno: -116, syscall: 'read' }, 'ESTALE', 'the network disk lost the file'],
  [{ code: 'Unknown system error -523', errno: -523, syscall: 'open' }, 'error 523', 'the system reported error 523'],
  [{ code: 'EBADMSG', errno: -74, syscall: 'read' }, 'EBADMSG', 'the system reported EBADMSG'],
  [{ code: 'SINK_FAILED' }, undefined, undefined],
  [{ code: 'ERR_INVALID_ARG_TYPE', errno: undefined, syscall: undefined }, undefined, undefined],
  [new Error('boom'), undefined, undefined],
  [undefined, undefined, undefined],
])('%j is %s', (error, name, reason) => {
  expect([systemErrorName(error), fileSystemReason(error)]).toEqual([name, reason]);
});
