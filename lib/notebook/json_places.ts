/**
 * Where values stand in a JSON text. Whoever changes a value there, and not in what the text was read
 * to, keeps everything else as it was written: 1.0, numbers of more digits than JavaScript has, the
 * order of names, line breaks.
 *
 * @module
 */

/** A stretch of the text. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** What stands at a place: the places of the members of an object or list, nothing for others. */
export interface JsonNode extends Place {
  /** Members of an object by name; of a name that stands there twice the last, as JSON.parse takes. */
  readonly members?: ReadonlyMap<string, JsonNode>;
  /** Items of a list. */
  readonly items?: readonly JsonNode[];
}

const SPACE = /[ \t\r\n\uFEFF]*/y;
const SCALAR = /"(?:[^"\\]|\\.)*"|[-+.\w]+/sy;

/** The places of all values in a text that JSON.parse reads. */
export function jsonPlaces(text: string): JsonNode {
  let at = 0;

  function skip(): void {
    SPACE.lastIndex = at;
    at += SPACE.exec(text)![0].length;
  }

  /** Whether a character is next; it is taken then. */
  function take(character: string): boolean {
    skip();
    if (text[at] !== character) return false;
    at++;
    return true;
  }

  function scalar(): Place {
    skip();
    SCALAR.lastIndex = at;
    const start = at;
    at += SCALAR.exec(text)?.[0].length ?? 1;
    return { start, end: at };
  }

  function value(): JsonNode {
    skip();
    const start = at;
    if (take("{")) {
      const members = new Map<string, JsonNode>();
      while (!take("}")) {
        const { start, end } = scalar();
        take(":");
        members.set(JSON.parse(text.slice(start, end)), value());
        take(",");
      }
      return { start, end: at, members };
    }
    if (take("[")) {
      const items: JsonNode[] = [];
      while (!take("]")) {
        items.push(value());
        take(",");
      }
      return { start, end: at, items };
    }
    return scalar();
  }

  return value();
}

/** A text with other texts in some places, which do not overlap. */
export function replacePlaces(
  text: string,
  changes: readonly (Place & { readonly by: string })[],
): string {
  let result = "";
  let at = 0;
  for (const { start, end, by } of [...changes].sort((a, b) => a.start - b.start)) {
    result += text.slice(at, start) + by;
    at = end;
  }
  return result + text.slice(at);
}
