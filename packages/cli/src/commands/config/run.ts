import { EXIT } from '../../failures/exit-codes.ts';
import { printable } from '../../render/printable.ts';
import { renderTable } from '../../render/table.ts';
import type { Outcome } from '../../session/outcome.ts';
import type { Session } from '../../session/session.ts';
import { SETTINGS, type SettingName } from '../../settings/settings.ts';

/** `outlay config print`: every setting, its value and its origin. */
export async function configPrint(session: Session): Promise<Outcome> {
  const { settings } = session;
  return {
    exitCode: EXIT.ok,
    data: { settings },
    diagnostics: [],
    text: (style) =>
      renderTable(
        [{ title: 'setting' }, { title: 'value' }, { title: 'from' }],
        (Object.keys(SETTINGS) as SettingName[]).map((name) => {
          const { value, from, source } = settings[name];
          return [name, printable(String(value ?? '-')), printable(source === undefined ? from : `${from}: ${source}`)];
        }),
        style,
      ),
  };
}
