import type { ErrorCode } from 'yaml';

const remedies: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_ALIAS: 'write the name of the anchor directly after the *',
  BAD_DIRECTIVE: 'remove the line, or write %YAML 1.1',
  BAD_DQ_ESCAPE: 'double the backslash, or use single quotes, in which it means itself',
  BAD_INDENT: 'align siblings; children stand further right than their parent',
  BAD_SCALAR_START: 'quote the text',
  BLOCK_AS_IMPLICIT_KEY: 'quote the text if it contains ": ", or begin a new line after the key',
  BLOCK_IN_FLOW: 'inside { } and [ ] use only { }, [ ] and commas',
  MISSING_CHAR: 'close the quote or bracket, or put a space after the ":"',
  MULTILINE_IMPLICIT_KEY: 'put the key on one line, followed by ":"',
  TAB_AS_INDENT: 'indent with spaces',
  UNEXPECTED_TOKEN: 'check quotes, brackets and indentation up to here',
};

/** What to do about a syntax error of the `yaml` package. */
export function syntaxRemedy(code: ErrorCode): string {
  return remedies[code] ?? 'check quotes, brackets and indentation up to here';
}
