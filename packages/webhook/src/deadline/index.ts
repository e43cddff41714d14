export { type Deadline, startDeadline } from './deadline.ts';
