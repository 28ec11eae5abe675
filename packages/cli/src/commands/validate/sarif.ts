import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Severity } from '@outlay/schema';
import { codeUrl } from '../../failures/codes.ts';
import { VERSION } from '../../process/version.ts';
import { canonicalJson } from '../../report/canonical-json.ts';
import { codeCatalogue } from '../explain/catalogue.ts';
import { fingerprint, paragraph } from './fingerprint.ts';
import type { ValidatedExperiment } from './validated.ts';

const LEVEL: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF 2.1.0: one run; each experiment is a root that places are relative to. */
export function renderSarif(experiments: readonly ValidatedExperiment[]): string {
  const rules = codeCatalogue();
  const rootOf = (index: number) => (experiments.length === 1 ? 'EXPROOT' : `EXPROOT_${index + 1}`);
  const results = experiments.flatMap(({ path: root, diagnostics }, index) =>
    diagnostics.map((finding) => ({
      ruleId: finding.code,
      ruleIndex: rules.findIndex(({ code }) => code === finding.code),
      level: LEVEL[finding.severity],
      message: { text: paragraph(finding) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: uriOf(nearestExisting(root, finding.path)), uriBaseId: rootOf(index) },
          },
        },
      ],
      partialFingerprints: { 'outlay/v1': fingerprint(finding) },
      ...(finding.affects === undefined ? {} : { occurrenceCount: finding.affects.count }),
    })),
  );
  const run = {
    tool: {
      driver: {
        name: 'outlay',
        semanticVersion: VERSION,
        informationUri: 'https://outlay.dev',
        rules: rules.map(({ code, name, severity, reason, fix }) => ({
          id: code,
          name,
          shortDescription: { text: reason },
          help: { text: fix },
          helpUri: codeUrl(code),
          defaultConfiguration: { level: LEVEL[severity] },
        })),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: Object.fromEntries(
      experiments.map(({ path }, index) => [rootOf(index), { uri: `${pathToFileURL(path).href}/` }]),
    ),
    results,
  };
  const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
  return `${canonicalJson({ $schema: schema, version: '2.1.0', runs: [run] })}\n`;
}

// A missing file has no place to point at; readers of SARIF open the nearest folder that is there.
function nearestExisting(root: string, path: string): string {
  let at = path;
  while (at !== '' && !existsSync(join(root, at))) at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
  return at;
}

const uriOf = (path: string): string => (path === '' ? '.' : path.split('/').map(encodeURIComponent).join('/'));
