import { Pattern } from '@flyball/core';

const part = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const service = `(?P<namespace>${part})\\.(?P<name>${part})\\.[a-z0-9-]+`;

/**
 * What Kong's controllers call a Kong service that stands for one Kubernetes service: of an Ingress
 * `<namespace>.<service>.<port>`, of an HTTPRoute with one backend
 * `httproute.<namespace>.svc.<namespace>.<service>.<port>`, with its weight and its timeout behind
 * it. Names of several backends, and of facades, match nothing.
 */
export const kongNames: readonly Pattern[] = [
  new Pattern(service),
  new Pattern(`httproute\\.${part}\\.svc\\.${service}(?:\\.[0-9]+)?(?:\\.timeout\\.[0-9]+)?`),
];
