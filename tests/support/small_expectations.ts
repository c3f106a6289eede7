/**
 * The expectations of the small notebook, as they can stand in any folder.
 *
 * @module
 */
const FILE = new URL("../goldens/notebook/small.expect.ts", import.meta.url);

/** Their text, whose import does not depend on where it stands. */
export async function smallExpectations(): Promise<string> {
  const text = await Deno.readTextFile(FILE);
  return text.replace(
    /"[./]+(\/lib\/notebook\/expect\.ts)"/,
    `"${new URL("../..", FILE).href.replace(/\/tests\/$/, "")}$1"`,
  );
}
