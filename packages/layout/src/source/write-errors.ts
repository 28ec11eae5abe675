import { LayoutError } from '../errors.ts';

/** A file is there already and is not overwritten. `FILE_EXISTS`. */
export class FileExistsError extends LayoutError {
  readonly code = 'FILE_EXISTS';
  readonly hint = 'Choose another folder, or remove the file if it is not needed.';
}

/** An option of `initExperiment` that makes no experiment. `INIT_OPTION_INVALID`. */
export class InitOptionError extends LayoutError {
  readonly code = 'INIT_OPTION_INVALID';
  readonly hint: string;
  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}
