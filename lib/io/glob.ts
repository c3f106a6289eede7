/**
 * Paths by patterns, as a shell has them: `*`, `?` and `[a-z]` stand for letters of a name.
 *
 * @module
 */
import { host, isMissing } from "../platform/host.ts";

/** A pattern of one name as a regular expression. */
function expressionOf(pattern: string): RegExp {
  let source = "";
  for (let i = 0; i < pattern.length; i++) {
    const letter = pattern[i]!;
    const close = letter === "[" ? pattern.indexOf("]", i + 2) : -1;
    if (letter === "*") source += "[^/]*";
    else if (letter === "?") source += "[^/]";
    else if (close > 0) {
      const inner = pattern.slice(i + 1, close).replace(/[\\\]^]/g, "\\$&").replace(
        /^(!|\\\^)/,
        "^",
      );
      source += `[${inner}]`;
      i = close;
    } else {
      const plain = letter === "\\" && i + 1 < pattern.length ? pattern[++i]! : letter;
      source += plain.replace(/[\\^$.*+?()[\]{}|\-]/g, "\\$&");
    }
  }
  return new RegExp(`^${source}$`, "su");
}

const isPattern = (name: string): boolean => /[*?[\\]/.test(name);

function namesIn(folder: string): readonly string[] {
  try {
    return host.files.list(folder === "" ? "." : folder);
  } catch (error) {
    // What is no folder, or may not be read, has nothing that fits.
    const { code } = error as { readonly code?: string };
    if (isMissing(error) || code === "ENOTDIR" || code === "EACCES") return [];
    throw error;
  }
}

function isThere(path: string): boolean {
  try {
    host.files.linkInfo(path);
    return true;
  } catch (error) {
    const { code } = error as { readonly code?: string };
    if (isMissing(error) || code === "ENOTDIR") return false;
    throw error;
  }
}

/** The paths that fit a pattern, in order. */
export function glob(pattern: string): string[] {
  const parts = pattern.split("/");
  let found = [""];
  parts.forEach((part, i) => {
    const isFirst = i === 0;
    const join = (folder: string, name: string) => isFirst ? name : `${folder}/${name}`;
    if (!isPattern(part)) {
      found = found.map((it) => join(it, part));
      return;
    }
    const expression = expressionOf(part);
    found = found.flatMap((folder) => {
      const place = isFirst ? "" : folder === "" ? "/" : folder;
      return namesIn(place).filter((name) => expression.test(name)).map((name) =>
        join(folder, name)
      );
    });
  });
  return found.filter((it) => it !== "" && isThere(it)).sort();
}
