/**
 * What section 9.12 of the book does with archives and folders of pictures: they are unpacked from the
 * book's folder of data into a folder of its own, and copied by their labels.
 *
 * @module
 */
import { unzipSync } from "fflate";

/** The data of the book's repository. */
const FOLDER = "KERASAUR_BOOK_DATA";

/** Unpacks an archive of the book's data into a folder. */
export function extractZip(file: string, target: string): void {
  const entries = unzipSync(Deno.readFileSync(`${Deno.env.get(FOLDER)}/${file}`));
  for (const [name, bytes] of Object.entries(entries)) {
    if (name.includes("..") || name.startsWith("/")) throw new RangeError(`${file}: ${name}`);
    if (name.endsWith("/")) Deno.mkdirSync(`${target}/${name}`, { recursive: true });
    else Deno.writeFileSync(`${target}/${name}`, bytes);
  }
}

/** Names of the files in a folder, in the order of their numbers. */
export function listdir(path: string): string[] {
  const names = [...Deno.readDirSync(path)].map(({ name }) => name);
  return names.sort((a, b) => parseInt(a) - parseInt(b) || (a < b ? -1 : 1));
}

/** Copies a file into a folder, which is made where it is not there. */
export function copyInto(file: string, folder: string): void {
  Deno.mkdirSync(folder, { recursive: true });
  Deno.copyFileSync(file, `${folder}/${file.split("/").at(-1)}`);
}

/** Paths of the files in the folders of a folder. */
export function listFiles(path: string): string[] {
  return listdir(path).flatMap((folder) =>
    listdir(`${path}/${folder}`).map((name) => `${path}/${folder}/${name}`)
  );
}
