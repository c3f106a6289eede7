/**
 * The files of a folder with their labels, in Keras's order: by the paths of their folders and by
 * their names, then shuffled as NumPy does.
 *
 * @module
 */
import { printLine } from "../callbacks/progress_sink.ts";
import { formatValue } from "../errors/format.ts";
import { host, isMissing } from "../platform/host.ts";
import { RandomState } from "../random/random_state.ts";
import type { Folder } from "./folder_arguments.ts";

/** Files, their labels, and what the labels are called. */
export interface LabelledFiles {
  readonly paths: readonly string[];
  readonly labels: readonly number[] | null;
  readonly classNames: readonly string[] | null;
}

/** Orders texts as Python does: by code points, not by units of UTF-16. */
export function byCodePoints(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

const joined = (folder: string, name: string): string =>
  folder.endsWith("/") ? `${folder}${name}` : `${folder}/${name}`;

function isFolder(path: string, followsLinks: boolean): boolean {
  try {
    return (followsLinks ? host.files.info(path) : host.files.linkInfo(path)).isDirectory;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** All folders below one, with their files: itself first, in no order. */
function* walk(
  where: string,
  folder: string,
  followsLinks: boolean,
  above: readonly string[] = [],
): Generator<readonly [folder: string, files: readonly string[]]> {
  const real = host.files.realPath(folder);
  if (above.includes(real)) {
    throw new RangeError(
      `${where}: expected folders that do not lead back to each other, received a link at ${
        formatValue(folder)
      } to a folder around it; remove the link, or leave out followLinks`,
    );
  }
  const files: string[] = [];
  const folders: string[] = [];
  for (const name of host.files.list(folder)) {
    const path = joined(folder, name);
    // A link to a folder is none of the files, whether or not it is followed.
    (isFolder(path, true) ? folders : files).push(name);
  }
  yield [folder, files];
  for (const name of folders) {
    const path = joined(folder, name);
    if (followsLinks || isFolder(path, false)) {
      yield* walk(where, path, followsLinks, [...above, real]);
    }
  }
}

/** The paths of files of some formats below a folder, in order. */
function filesBelow(
  where: string,
  folder: string,
  formats: readonly string[],
  followsLinks: boolean,
): string[] {
  return [...walk(where, folder, followsLinks)]
    .sort(([a], [b]) => byCodePoints(a, b))
    .flatMap(([root, files]) =>
      [...files].sort(byCodePoints)
        .filter((name) => formats.some((it) => name.toLowerCase().endsWith(it)))
        .map((name) => joined(root, name))
    );
}

/** The folders that are classes. */
function classesIn({ where, directory, classNames }: Folder): readonly string[] {
  const found = host.files.list(directory).sort(byCodePoints)
    .filter((name) => !name.startsWith(".") && isFolder(joined(directory, name), true));
  if (classNames === null) return found;
  const odd = classNames.find((it) => !found.includes(it));
  if (odd === undefined) return classNames;
  throw new RangeError(
    `${where}: expected classNames among the folders ${found.join(", ")}, received ${
      formatValue(odd)
    }`,
  );
}

function allFiles(folder: Folder, formats: readonly string[]): LabelledFiles {
  const { where, directory, labels, followsLinks } = folder;
  if (labels === "inferred") {
    const classNames = classesIn(folder);
    const files = classNames.map((name) =>
      filesBelow(where, joined(directory, name), formats, followsLinks)
    );
    return {
      paths: files.flat(),
      labels: files.flatMap((it, label) => it.map(() => label)),
      classNames,
    };
  }
  const paths = filesBelow(where, directory, formats, followsLinks);
  if (labels === null) return { paths, labels, classNames: null };
  if (labels.length !== paths.length) {
    throw new RangeError(
      `${where}: expected a label for each of the ${paths.length} files in ${
        formatValue(directory)
      }, received ${labels.length}`,
    );
  }
  const different = [...new Set(labels)].sort((a, b) => a - b);
  return { paths, labels, classNames: different.map(String) };
}

/** The values in the order that NumPy's `RandomState(seed).shuffle` gives. */
function shuffled<T>(values: readonly T[], seed: number): T[] {
  const result = [...values];
  new RandomState(seed).shuffle(result);
  return result;
}

/**
 * The files of a folder, in the order in which they are used.
 *
 * @param formats Ends of names, in small letters.
 * @throws {RangeError} for names that are no folders, labels that are too many or few, and two classes
 *   that are not two.
 * @throws {Error} if there is no such folder, of the class that the runtime has for that.
 */
export function labelledFiles(folder: Folder, formats: readonly string[]): LabelledFiles {
  const { where, directory, labelMode, isShuffled, isVerbose, seed } = folder;
  if (!isFolder(directory, true)) {
    throw host.missing(
      `${where}: expected the path of a folder, received directory=${formatValue(directory)}`,
    );
  }
  const { paths, labels, classNames } = allFiles(folder, formats);
  if (labelMode === "binary" && classNames!.length !== 2) {
    throw new RangeError(
      `${where}: expected two classes for labelMode "binary", received ${classNames!.length}: ${
        classNames!.join(", ")
      }`,
    );
  }
  if (isVerbose) {
    const classes = classNames === null ? "" : ` belonging to ${classNames.length} classes`;
    printLine(`Found ${paths.length} files${classes}.`);
  }
  if (!isShuffled) return { paths, labels, classNames };
  return {
    paths: shuffled(paths, seed),
    labels: labels === null ? null : shuffled(labels, seed),
    classNames,
  };
}

/** The files before the last ones, which are kept for validation, or those. */
export function partOf(
  folder: Folder,
  files: LabelledFiles,
  subset: "training" | "validation",
): LabelledFiles {
  const { where, split, isVerbose } = folder;
  const total = files.paths.length;
  const kept = Math.trunc(split! * total);
  const count = subset === "training" ? total - kept : kept;
  if (kept === 0 || count === 0) {
    throw new RangeError(
      `${where}: expected files for training and for validation, received ${total} files, of which validationSplit=${split} keeps ${kept}`,
    );
  }
  if (isVerbose) printLine(`Using ${count} files for ${subset}.`);
  const cut = <T>(values: readonly T[]) =>
    subset === "training" ? values.slice(0, count) : values.slice(total - kept);
  return {
    paths: cut(files.paths),
    labels: files.labels === null ? null : cut(files.labels),
    classNames: files.classNames,
  };
}
