import type { HttpFetch } from '../../ports/index.ts';
import { createPooledFetch } from './kubernetes/index.ts';
import type { ServerTlsMaterial } from './listen-tls.ts';

/**
 * A `fetch` that shows a certificate and believes one authority, for servers that want both, such
 * as Kong's Admin API under its operator. When the files are renewed, later connections use them.
 *
 * @param material as {@link tlsFiles} reads it: the same object while nothing has changed
 */
export function tlsClientFetch(material: () => ServerTlsMaterial): HttpFetch {
  let current = material();
  let send = createPooledFetch(current);
  return (url, init) => {
    const now = material();
    if (now !== current) {
      current = now;
      send = createPooledFetch(now);
    }
    return send(url, init);
  };
}
