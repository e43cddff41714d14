import { createServer, type IncomingHttpHeaders } from 'node:http';

export interface Delivery {
  readonly at: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Takes what is posted, answers 200, and lets a test wait for what it is interested in. */
export interface WebhookSink {
  readonly url: string;
  readonly deliveries: readonly Delivery[];
  /** The first delivery, past or future, that is wanted. */
  next(wanted: (delivery: Delivery) => boolean): Promise<Delivery>;
  close(): Promise<void>;
}

export async function startWebhookSink(): Promise<WebhookSink> {
  const deliveries: Delivery[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      response.end();
      deliveries.push({ at: Date.now(), headers: request.headers, body });
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/api/v1/alerts`,
    deliveries,
    next: (wanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = deliveries.find(wanted);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
