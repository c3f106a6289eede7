/**
 * How deep JSON is nested, looked at before anything goes into it: what is nested a million deep
 * would end the stack of whoever walks through it.
 *
 * @module
 */

/** Models inside models inside models take some 10 levels each. */
const DEEPEST = 500;

/**
 * Throws for a text that is nested too deep.
 *
 * @throws {RangeError} which names the offset.
 */
export function checkNesting(where: string, name: string, text: string): void {
  let [depth, isText] = [0, false];
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (isText && letter === "\\") i++;
    else if (letter === '"') isText = !isText;
    else if (!isText && (letter === "[" || letter === "{")) depth++;
    else if (!isText && (letter === "]" || letter === "}")) depth--;
    if (depth <= DEEPEST) continue;
    throw new RangeError(
      `${where}: expected ${name} to be nested at most ${DEEPEST} deep, received more at offset ${i}; the file may be an attack`,
    );
  }
}
