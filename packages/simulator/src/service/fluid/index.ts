export { type FluidModel, FluidService } from './fluid-service.ts';
