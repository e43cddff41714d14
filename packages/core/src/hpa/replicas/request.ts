import type { Int64 } from '../../go/index.ts';
import { addWrapping } from '../arithmetic.ts';
import type { ResourceSource } from '../compiled-metric.ts';
import type { Features } from '../features.ts';
import { readMilli } from '../milli.ts';
import type { ContainerRequests, Pod, Requests } from '../observation.ts';

/** What a pod requests of the resource, in thousandths; text when it cannot be told. */
export function requestOf(pod: Pod, source: ResourceSource, features: Features): Int64 | string {
  const { resource, container } = source;
  if (container !== null) return requestOfContainer(pod, container, resource, features);
  const { podRequests } = pod;
  if (features.podLevelResources && podRequests !== undefined) {
    const request = amount(podRequests, resource);
    return request ?? `missing pod-level request for ${resource} in Pod ${pod.name}`;
  }
  let sum: Int64 = 0;
  for (const { name, requests } of pod.containers) {
    const request = amount(requests, resource);
    if (request === undefined) return missingRequest(resource, name, pod);
    sum = addWrapping(sum, request);
  }
  if (pod.sidecars === undefined) return sum;
  for (const { name, requests } of pod.sidecars) {
    const request = amount(requests, resource);
    if (request === undefined) return missingRequest(resource, name, pod);
    sum = addWrapping(sum, request);
  }
  return sum;
}

function requestOfContainer(
  pod: Pod,
  container: string,
  resource: string,
  { containerMustExist }: Features,
): Int64 | string {
  const isNamed = ({ name }: ContainerRequests) => name === container;
  const found = pod.containers.find(isNamed) ?? pod.sidecars?.find(isNamed);
  if (found === undefined) {
    return containerMustExist ? `container ${container} not found in Pod ${pod.name}` : 0;
  }
  return amount(found.requests, resource) ?? missingRequest(resource, container, pod);
}

function missingRequest(resource: string, container: string, pod: Pod): string {
  return `missing request for ${resource} in container ${container} of Pod ${pod.name}`;
}

function amount(requests: Requests, resource: string): Int64 | undefined {
  const milli = requests[resource];
  return milli === undefined ? undefined : readMilli(milli);
}
