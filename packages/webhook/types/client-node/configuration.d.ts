import type { ServerConfiguration } from './servers.js';

export interface Configuration {
  readonly baseServer: ServerConfiguration<Record<string, string>>;
}

export declare function createConfiguration(parameters: Configuration): Configuration;
