/** The `fetch` that an adapter sends through: the runtime's own, one with a CA, one that signs. */
export type HttpFetch = (url: string, init: RequestInit) => Promise<Response>;
