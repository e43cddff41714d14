import { defineSuite, type Suite } from '../suite.ts';
import { hpaSuite } from './support/hpa-suite.ts';

/** The same inputs where the controller of Kubernetes 1.32.13 answers otherwise. */
export const suite: Suite = defineSuite(hpaSuite('hpa-1.32'));
