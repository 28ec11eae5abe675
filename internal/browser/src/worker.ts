import { readInfo } from '@outlay/rerun/read';
import { makeSpiral } from './spiral.ts';

/** Makes a recording, reads it back, and hands both out. */
const rrd = makeSpiral();
const info = await readInfo(rrd);
const rows = info.stores.map((store) => store.rows);
postMessage({ rrd, rows });
