import { defineSuite, type Suite } from '../suite.ts';
import { hpaSuite } from './support/hpa-suite.ts';

/** The HorizontalPodAutoscaler controller of Kubernetes 1.37.2, reconcile by reconcile. */
export const suite: Suite = defineSuite(hpaSuite('hpa'));
