/**
 * Regular expressions of RE2, which TensorFlow's functions of texts take, as those of JavaScript.
 *
 * @module
 */
import { formatValue } from "../../errors/format.ts";

/** Classes of POSIX, as the inside of a class. */
const POSIX: Readonly<Record<string, string>> = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  ascii: "\\x00-\\x7f",
  blank: "\\t ",
  cntrl: "\\x00-\\x1f\\x7f",
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: "!-\\/:-@\\[-`\\{-~",
  space: "\\t\\n\\v\\f\\r ",
  upper: "A-Z",
  word: "0-9A-Za-z_",
  xdigit: "0-9A-Fa-f",
};

/** What RE2 takes as spaces; JavaScript takes more. */
const SPACES = "\\t\\n\\f\\r ";

/** An escape as JavaScript writes it, with how many characters of the pattern it took. */
function escape(where: string, pattern: string, at: number, inClass: boolean): [string, number] {
  const rest = pattern.slice(at);
  const quoted = /^\\Q([\s\S]*?)(\\E|$)/.exec(rest);
  if (quoted !== null) {
    return [quoted[1]!.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"), quoted[0].length];
  }
  const code = /^\\x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/.exec(rest);
  if (code !== null) return [`\\u{${code[1] ?? code[2]}}`, code[0].length];
  const script = /^\\([pP])(?:\{(\^?)(\w+)\}|(\w))/.exec(rest);
  if (script !== null) {
    const name = script[3] ?? script[4]!;
    const isNegated = (script[1] === "P") !== (script[2] === "^");
    const kind = name.length > 2 ? `Script=${name}` : name;
    return [`\\${isNegated ? "P" : "p"}{${kind}}`, script[0].length];
  }
  const letter = rest[1];
  if (letter === undefined) throw refused(where, pattern, "a \\ at its end");
  if (letter === "s") return [inClass ? SPACES : `[${SPACES}]`, 2];
  if (letter === "S" && !inClass) return [`[^${SPACES}]`, 2];
  if (letter === "A" && !inClass) return ["(?<![\\s\\S])", 2];
  if (letter === "z" && !inClass) return ["(?![\\s\\S])", 2];
  if (letter === "a") return ["\\x07", 2];
  if (/[dDwWfnrtv]/.test(letter) || (/[bB]/.test(letter) && !inClass)) return [`\\${letter}`, 2];
  if (/[0-9A-Za-z]/.test(letter)) throw refused(where, pattern, `\\${letter}`);
  return [/[\\^$.*+?()[\]{}|/-]/.test(letter) ? `\\${letter}` : letter, 2];
}

function refused(where: string, pattern: string, what: string): RangeError {
  return new RangeError(
    `${where}: expected a regular expression of RE2 that is known here, received ${
      formatValue(pattern)
    } with ${what}`,
  );
}

/** A class from its bracket on. */
function classOf(where: string, pattern: string, at: number): [string, number] {
  let i = at + 1;
  let text = "[";
  if (pattern[i] === "^") text += pattern[i++]!;
  for (let first = true;; first = false) {
    const posix = /^\[:(\^?)(\w+):\]/.exec(pattern.slice(i));
    const char = pattern[i];
    if (char === undefined) throw refused(where, pattern, "a [ without its ]");
    if (char === "]" && !first) return [`${text}]`, i + 1 - at];
    if (posix !== null) {
      if (posix[1] === "^" || !(posix[2]! in POSIX)) throw refused(where, pattern, posix[0]);
      text += POSIX[posix[2]!]!;
      i += posix[0].length;
    } else if (char === "\\") {
      const [escaped, length] = escape(where, pattern, i, true);
      text += escaped;
      i += length;
    } else {
      const whole = String.fromCodePoint(pattern.codePointAt(i)!);
      text += /[[\]{}()/|]/.test(whole) ? `\\${whole}` : whole;
      i += whole.length;
    }
  }
}

/**
 * A regular expression of RE2 as one of JavaScript that finds all.
 *
 * @throws {RangeError} for one that is none, or has parts that are not known here.
 */
export function regexOf(where: string, pattern: string): RegExp {
  const flags = /^\(\?([ims]+)\)/.exec(pattern);
  let text = "";
  const dot = flags?.[1]?.includes("s") ? "[\\s\\S]" : "[^\\n]";
  for (let i = flags?.[0].length ?? 0; i < pattern.length;) {
    const rest = pattern.slice(i);
    const [part, length] = rest[0] === "\\"
      ? escape(where, pattern, i, false)
      : rest[0] === "["
      ? classOf(where, pattern, i)
      : rest[0] === "."
      ? [dot, 1] as const
      : rest.startsWith("(?P<")
      ? ["(?<", 4] as const
      : /^\{(?!\d+(,\d*)?\})/.test(rest)
      ? ["\\{", 1] as const
      : /^\{\d+(,\d*)?\}/.test(rest)
      ? [rest.slice(0, rest.indexOf("}") + 1), rest.indexOf("}") + 1] as const
      : /^[\]}]/.test(rest)
      ? [`\\${rest[0]}`, 1] as const
      : /^\(\?[^:P]/.test(rest)
      ? (() => {
        throw refused(where, pattern, rest.slice(0, 4));
      })()
      : [rest[0]!, 1] as const;
    text += part;
    i += length;
  }
  try {
    const more = (flags?.[1] ?? "").replace("s", "");
    return new RegExp(text, `gu${more}`);
  } catch (error) {
    throw refused(where, pattern, (error as Error).message);
  }
}
