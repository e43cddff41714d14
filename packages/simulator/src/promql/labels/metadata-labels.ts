/** The label that holds the name of a metric. */
export const METRIC_NAME = '__name__';

/** What says which metric a series is of. Most functions drop these labels from what they return. */
export const METADATA_LABELS: readonly string[] = [METRIC_NAME, '__type__', '__unit__'];
