import type { DocumentPath } from '../../documents/index.ts';
import { checkQualifiedName } from '../../names/index.ts';
import { invalidNamedError, type ManifestError } from './manifest-error.ts';

const containerResources = ['cpu', 'memory', 'ephemeral-storage'];
const countedObjects = [
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
  'services.loadbalancers',
  'services.nodeports',
];
const standardResources = [
  ...containerResources,
  ...['requests', 'limits'].flatMap((part) => containerResources.map((name) => `${part}.${name}`)),
  'storage',
  'requests.storage',
  ...countedObjects,
];

/**
 * The rules for the resource of a container: cpu, memory, ephemeral-storage, hugepages-*, or an
 * extended resource such as `example.com/gpu`. Both halves of the API server's rule speak up.
 */
export function validateContainerResourceName(name: string, path: DocumentPath): ManifestError[] {
  const errors = checkQualifiedName(name).map((problem) => invalidNamedError(path, name, problem));
  const plain = !name.includes('/');
  if (errors.length === 0 && plain && !isStandard(name)) {
    errors.push(
      invalidNamedError(path, name, 'must be a standard resource type or fully qualified'),
    );
  }
  if (plain && !isContainerResource(name)) {
    errors.push(invalidNamedError(path, name, 'must be a standard resource for containers'));
  }
  if (!(plain || isNative(name) || isExtended(name))) {
    errors.push(invalidNamedError(path, name, "doesn't follow extended resource name standard"));
  }
  return errors;
}

function isContainerResource(name: string): boolean {
  return containerResources.includes(name) || name.startsWith('hugepages-');
}

function isStandard(name: string): boolean {
  return (
    standardResources.includes(name) ||
    name.startsWith('hugepages-') ||
    name.startsWith('requests.hugepages-')
  );
}

function isNative(name: string): boolean {
  return name.includes('kubernetes.io/');
}

function isExtended(name: string): boolean {
  // A quota must be able to name it.
  return !name.startsWith('requests.') && checkQualifiedName(`requests.${name}`).length === 0;
}
