import type { Look } from '../look.ts';

/** Whether the look found nothing out, or could do nothing about it. */
export function isTroubled({ outcome, problems, reason }: Look): boolean {
  if (outcome === 'failed') return true;
  return outcome === 'holding' && (problems.length > 0 || reason.code !== 'Guarded');
}
