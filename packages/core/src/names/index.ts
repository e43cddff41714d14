export {
  formatGroupVersion,
  type GroupVersion,
  GroupVersionError,
  parseGroupVersion,
} from './group-version.ts';
export { guessResource, type ResourceNames } from './guess-resource.ts';
export {
  checkDns1035Label,
  checkDns1123Label,
  checkDns1123Subdomain,
  checkLabelValue,
  checkPathSegmentName,
  checkPathSegmentPrefix,
  checkQualifiedName,
  type NameProblems,
} from './rules.ts';
