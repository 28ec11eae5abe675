import { EXIT, EXIT_CODE_DOCS } from '../../failures/exit-codes.ts';
import { renderTable } from '../../render/table.ts';
import type { Outcome } from '../../session/outcome.ts';
import { SETTINGS, type SettingName, settingVariable } from '../../settings/settings.ts';

/** `outlay help exit-codes` and `outlay help environment`. */
export function helpTopic(topic: 'exit-codes' | 'environment'): Outcome {
  if (topic === 'exit-codes')
    return {
      exitCode: EXIT.ok,
      data: { exitCodes: EXIT_CODE_DOCS },
      diagnostics: [],
      text: (style) =>
        renderTable(
          [{ title: 'code', align: 'right' }, { title: 'meaning' }],
          EXIT_CODE_DOCS.map(({ code, meaning }) => [String(code), meaning]),
          style,
        ),
    };
  const variables = [
    ...(Object.keys(SETTINGS) as SettingName[]).map((name) => ({
      name: settingVariable(name),
      doc: SETTINGS[name].doc,
    })),
    { name: 'OUTLAY_CONFIG', doc: "configuration file to use, or 'none'" },
    { name: 'NO_COLOR', doc: 'disables colors unless empty' },
    { name: 'FORCE_COLOR', doc: 'enables colors unless empty or 0' },
    { name: 'XDG_CONFIG_HOME', doc: 'folder of the user configuration outlay/config.json; default: ~/.config' },
  ];
  return {
    exitCode: EXIT.ok,
    data: { variables },
    diagnostics: [],
    text: (style) =>
      renderTable(
        [{ title: 'variable' }, { title: 'meaning' }],
        variables.map(({ name, doc }) => [name, doc]),
        style,
      ),
  };
}
