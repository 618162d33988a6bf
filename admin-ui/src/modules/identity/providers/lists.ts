/** Words between blanks, commas or line ends, each once. */
export function wordsOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
}

/** Mail domains as people write them: `@Example.com` is `example.com`. */
export function domainsOf(text: string): string[] {
  return [...new Set(wordsOf(text).map((word) => word.replace(/^@/, '').toLowerCase()))];
}
