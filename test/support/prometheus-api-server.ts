import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A form as it came, and how to answer it. */
export interface ApiExchange {
  /** Without `/api/v1/`. */
  readonly endpoint: string;
  readonly form: URLSearchParams;
}

export interface ApiAnswer {
  readonly status: number;
  readonly contentType?: string;
  readonly body: string;
}

export interface ApiServer {
  readonly url: string;
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

/** A server in this process that takes the forms of the HTTP API and answers what it is told to. */
export async function startApiServer(
  answer: (exchange: ApiExchange) => ApiAnswer,
): Promise<ApiServer> {
  let frozen = false;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (frozen) return;
    const endpoint = (request.url ?? '').replace('/api/v1/', '');
    const {
      status,
      contentType,
      body: text,
    } = answer({
      endpoint,
      form: new URLSearchParams(body),
    });
    response.writeHead(status, { 'content-type': contentType ?? 'application/json' }).end(text);
  };
  // A client that gives up breaks the connection; nobody is left to be told.
  const server = createServer((request, response) => void serve(request, response).catch(() => {}));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    freeze: () => {
      frozen = true;
    },
    thaw: () => {
      frozen = false;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
