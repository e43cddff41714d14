export { type Deadline, startDeadline } from './deadline.ts';
export { type EitherSignal, eitherSignal } from './either-signal.ts';
export { type FanOut, fanOut } from './fan-out.ts';
export { sleepUntilDue } from './sleep.ts';
