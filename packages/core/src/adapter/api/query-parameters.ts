/** The parameters of a URL's query as Go's `url.ParseQuery` takes them: what is malformed is lost. */
export function queryParameters(query: string): ReadonlyMap<string, readonly string[]> {
  const parameters = new Map<string, string[]>();
  for (const pair of query.split('&')) {
    if (pair === '' || pair.includes(';')) continue;
    const split = pair.indexOf('=');
    const name = decoded(split === -1 ? pair : pair.slice(0, split));
    const value = decoded(split === -1 ? '' : pair.slice(split + 1));
    if (name === undefined || value === undefined) continue;
    const known = parameters.get(name);
    if (known === undefined) parameters.set(name, [value]);
    else known.push(value);
  }
  return parameters;
}

function decoded(text: string): string | undefined {
  return decodedPath(text.replaceAll('+', ' '));
}

/** A path without its percent signs; nothing if they make no sense. */
export function decodedPath(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
