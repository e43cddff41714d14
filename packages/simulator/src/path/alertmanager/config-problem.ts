export type AlertmanagerProblemCode =
  | 'receiver'
  | 'duration'
  | 'matcher'
  | 'group-by'
  | 'url'
  | 'route'
  | 'number';

/** One mistake in a configuration of Alertmanager. */
export interface AlertmanagerProblem {
  readonly code: AlertmanagerProblemCode;
  /** Where in the configuration: `['route', 'routes', 0, 'matchers', 1]`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly remedy: string;
}

/** A configuration that Alertmanager would refuse, or that says what is not simulated. */
export class AlertmanagerConfigError extends Error {
  override readonly name = 'AlertmanagerConfigError';
  readonly problems: readonly AlertmanagerProblem[];

  constructor(problems: readonly AlertmanagerProblem[]) {
    super(problems.map(format).join('\n'));
    this.problems = problems;
  }
}

function format({ path, message, remedy }: AlertmanagerProblem): string {
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return `${place.replace(/^\./, '')}: ${message}: ${remedy}`;
}
