export declare class ServerConfiguration<Variables extends Record<string, string>> {
  constructor(url: string, variableConfiguration: Variables);
}
