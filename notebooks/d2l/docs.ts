/**
 * What Python's `help` does for section 2.4 of the book: the words about a name, by `deno doc`, which
 * reads the comments of the source.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

/** The words about a name of `tf`. */
export async function help(name: string): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--filter", name, fileURLToPath(import.meta.resolve("kerasaur"))],
    env: { NO_COLOR: "1" },
  }).output();
  const text = new TextDecoder().decode(stdout);
  return text.slice(text.indexOf(`const ${name}`)).trim();
}
