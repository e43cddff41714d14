export { asksForAutoscalers, chooseCourse } from './choose-course.ts';
export type { Acted, Course, Plan } from './course.ts';
export { sharedListing } from './shared-listing.ts';
