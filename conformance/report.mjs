let passed = 0;
let failed = 0;
let skipped = 0;

export function check(name, ok, detail = '') {
  if (ok) passed++;
  else failed++;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}${ok ? '' : `\n${String(detail).trim().slice(-4000)}`}`);
}

export function skip(name, reason) {
  skipped++;
  console.log(`skip ${name}: ${reason}`);
}

/** The closing line, and the exit code of the process. */
export function close() {
  console.log(`conformance: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed > 0 ? 1 : 0;
}
