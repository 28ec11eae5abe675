import packageJson from '../../package.json' with { type: 'json' };

/** Version of the CLI, as in its package.json. */
export const VERSION: string = packageJson.version;
/** Where bugs are reported. */
export const REPORT_URL = 'https://github.com/outlay-dev/outlay/issues/new';
