import type { ConfigProblem } from '../config/index.ts';
import type { ClusterEvent, Log } from '../ports/index.ts';
import type { DocumentVerdict } from './policy-collection.ts';

/** Tells the operator what has become of a document. */
export function logVerdict({ document, problems, inForce }: DocumentVerdict, log: Log): void {
  const configMap = `${document.namespace}/${document.name}`;
  if (problems.length === 0) log.write('info', 'policies taken', { configMap, inForce });
  else log.write('warn', 'policies refused', { configMap, inForce, problems: problems.map(told) });
}

/**
 * Tells whoever wrote it, in the cluster: an event on the ConfigMap. One that was there and good
 * when we began needs none.
 */
export function verdictEvent(
  { document, problems, inForce, isFirst }: DocumentVerdict,
  at: number,
): ClusterEvent | null {
  const { namespace, name, uid } = document;
  const subject = { apiVersion: 'v1', kind: 'ConfigMap', namespace, name, uid };
  const count = inForce === 1 ? '1 policy' : `${inForce} policies`;
  if (problems.length === 0) {
    if (isFirst) return null;
    return { subject, type: 'Normal', reason: 'PoliciesTaken', message: `in force: ${count}`, at };
  }
  const standing =
    inForce === 0
      ? 'none of its policies is in force'
      : `the last good version stays in force, ${count}`;
  const message = `refused, and ${standing}: ${problems.map(told).join(' ')}`;
  return { subject, type: 'Warning', reason: 'PoliciesRefused', message, at };
}

function told({ file, line, column, field, message, remedy }: ConfigProblem): string {
  const place = `${file.replace(/^configmap\/[^/]+\/[^/]+\//, '')}:${line}:${column}`;
  const text = `${place} ${field === '' ? '' : `${field}: `}${message}`;
  return remedy === '' ? `${text}.` : `${text}; ${remedy}.`;
}
