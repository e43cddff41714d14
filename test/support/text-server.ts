import { createServer } from 'node:http';

/** What a path is answered with at the moment of asking; nothing where it is not there. */
export type Page =
  | { readonly contentType: string; readonly body: string; readonly status?: number }
  | undefined;

export interface TextServer {
  /** `127.0.0.1:<port>`. */
  readonly target: string;
  close(): Promise<void>;
}

/** Serves pages by their path, without the query, on a free port of this machine. */
export async function serveText(pages: Readonly<Record<string, () => Page>>): Promise<TextServer> {
  const server = createServer((request, response) => {
    const page = pages[new URL(request.url ?? '', 'http://localhost').pathname]?.();
    const {
      status = 200,
      contentType,
      body,
    } = page ?? {
      status: 404,
      contentType: 'text/plain',
      body: `only ${Object.keys(pages).join(', ')} is here\n`,
    };
    response.writeHead(status, { 'content-type': contentType }).end(body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    target: `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
