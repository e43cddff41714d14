/** A call that fails when the template runs, in words. */
export class CallFault extends Error {}
