/**
 * The nearest name to a misspelt one, for messages that say what was probably meant.
 *
 * @module
 */

/** Edits between two strings: letters put in, left out, replaced, or swapped with their neighbours. */
export function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(previous[j]! + 1, row[j - 1]! + 1, substitution));
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwapped) row[j] = Math.min(row[j]!, beforePrevious[j - 2]! + 1);
    }
    [beforePrevious, previous] = [previous, row];
  }
  return previous[b.length]!;
}

/**
 * The candidate nearest to `name`, ignoring case and underscores; ties go to the first one.
 *
 * @param limit Edits that a candidate may be away; default: any number.
 */
export function nearestName(
  name: string,
  candidates: readonly string[],
  limit = Infinity,
): string | undefined {
  const plain = (text: string) => text.toLowerCase().replaceAll("_", "");
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const distance = editDistance(plain(name), plain(candidate));
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** The sentence ending `did you mean "x"?`, followed by all the names there are. */
export function suggestName(name: string, candidates: readonly string[]): string {
  // What differs in more than every second letter is no misspelling.
  const nearest = nearestName(name, candidates, Math.ceil(name.length / 2));
  const known = [...candidates].sort().join(", ");
  return nearest === undefined
    ? `known names: ${known}`
    : `did you mean "${nearest}"? Known names: ${known}`;
}
