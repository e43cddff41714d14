/** The hash that Prometheus spreads its work in time by. */
export { xxhash64 } from './xxhash64.ts';
