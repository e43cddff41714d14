/**
 * Whom to answer like. `flyball` departs from prometheus-adapter where its answer harms: NaN and
 * infinities are errors, values in patterns are escaped, unknown template fields are refused at
 * start, samples keep their time, one bad rule does not stop the others. `prometheus-adapter`
 * answers as it does, byte for byte.
 */
export type AdapterCompatibility = 'flyball' | 'prometheus-adapter';
