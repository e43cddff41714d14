export { type DocumentsByName, type FollowPorts, followDocuments } from './follow-documents.ts';
export { type DocumentVerdict, type OwnPolicies, PolicyCollection } from './policy-collection.ts';
export { logVerdict, verdictEvent } from './tell-verdict.ts';
