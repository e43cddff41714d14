export type { Acted, Course, Plan } from './course.ts';
export { direct } from './direct.ts';
export { sharedListing } from './shared-listing.ts';
