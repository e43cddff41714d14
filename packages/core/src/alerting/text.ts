/** Prometheus expands templates in labels and annotations; this text comes out as it went in. */
export function escapeTemplate(text: string): string {
  return text.replaceAll('{{', '{{"{{"}}');
}

export function isBlank(text: string): boolean {
  return text.trim() === '';
}
