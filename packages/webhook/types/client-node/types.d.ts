/** An instant that prints six fractional digits, which the API server insists on. */
export declare class V1MicroTime extends Date {}
