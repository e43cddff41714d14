import { labelFingerprint } from '@flyball/webhook';

/** An alert of the story: on while its condition holds. */
export interface StandInAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly holds: () => boolean;
}

export interface StandInOptions {
  /** Where notifications go: the webhook's `/api/v1/alerts`. */
  readonly url: string;
  readonly alerts: readonly StandInAlert[];
  /** How often conditions are evaluated, and a firing alert is told again. */
  readonly intervalMs: number;
  /** Told once when an alert begins, and once when it ends. */
  readonly onChange: (status: 'firing' | 'resolved', labels: StandInAlert['labels']) => void;
}

/**
 * Plays Prometheus' rule evaluation and Alertmanager's grouping for a story that needs no installed
 * program: version 4 bodies over real HTTP, repeated while the alert fires, and once when it ends.
 *
 * @returns stops it, and waits for the delivery under way
 */
export function startStandInAlerts(options: StandInOptions): () => Promise<void> {
  const since = new Map<StandInAlert, string>();
  let delivery = Promise.resolve();

  const evaluate = async (): Promise<void> => {
    for (const alert of options.alerts) {
      const began = since.get(alert);
      if (alert.holds()) {
        const startsAt = began ?? new Date().toISOString();
        since.set(alert, startsAt);
        if (began === undefined) options.onChange('firing', alert.labels);
        await deliver(options.url, body(alert, 'firing', startsAt, '0001-01-01T00:00:00Z'));
      } else if (began !== undefined) {
        since.delete(alert);
        options.onChange('resolved', alert.labels);
        await deliver(options.url, body(alert, 'resolved', began, new Date().toISOString()));
      }
    }
  };
  const timer = setInterval(() => {
    delivery = delivery.then(evaluate);
  }, options.intervalMs);
  return async () => {
    clearInterval(timer);
    await delivery;
  };
}

async function deliver(url: string, notification: unknown): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(notification),
  });
  if (answer.status >= 400 && answer.status < 500) {
    throw new Error(`the webhook refused a notification: ${answer.status} ${await answer.text()}`);
  }
  await answer.arrayBuffer();
}

function body(alert: StandInAlert, status: string, startsAt: string, endsAt: string): unknown {
  const { labels } = alert;
  const groupLabels = Object.fromEntries(
    Object.entries(labels).filter(([name]) => name !== 'alertname'),
  );
  return {
    version: '4',
    receiver: 'flyball',
    status,
    alerts: [
      {
        status,
        labels,
        annotations: {},
        startsAt,
        endsAt,
        generatorURL: '',
        fingerprint: labelFingerprint(labels),
      },
    ],
    groupLabels,
    commonLabels: labels,
    commonAnnotations: {},
    externalURL: 'http://alertmanager.example',
    groupKey: `{}:${JSON.stringify(groupLabels)}`,
    truncatedAlerts: 0,
  };
}
