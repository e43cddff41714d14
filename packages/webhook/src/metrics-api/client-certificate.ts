/** The certificate that a caller has shown, and has proved to be its own. */
export interface ClientCertificate {
  readonly commonName: string;
  readonly organizations: readonly string[];
  /**
   * Whether one of these authorities, given as PEM, has issued it for clients, directly or through
   * authorities that the caller has shown, and all of them are valid now.
   */
  isIssuedBy(authorities: string): boolean;
}
