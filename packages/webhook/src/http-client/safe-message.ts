const maxLength = 500;

/**
 * A message that quotes the other side, fit for a log: on one line, of bounded length, and without
 * the secrets that we sent, should the other side have echoed them.
 */
export function safeMessage(message: string, secrets: readonly string[]): string {
  let text = message;
  for (const secret of secrets) if (secret !== '') text = text.replaceAll(secret, '[redacted]');
  text = text.replace(/\p{Cc}+/gu, ' ').trim();
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}
