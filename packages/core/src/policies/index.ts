/** Other controllers than the HorizontalPodAutoscaler. */
export * from './knative/index.ts';
