import type { LintedRouting, LintedWebhook } from './subject.ts';

/** The webhooks of a routing that wake Flyball, by their path. */
export function flyballWebhooks({ webhooks }: LintedRouting): readonly LintedWebhook[] {
  return webhooks.filter(({ url }) => /\/api\/v1\/alerts\/?$/.test(url));
}
