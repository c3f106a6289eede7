/**
 * Attaches text to a class so that `console.log`, a notebook cell and a browser show it.
 *
 * @module
 */
import { reprSymbol, strSymbol } from "./protocol.ts";

/** What a notebook shows, by MIME type: texts, or values of JSON. */
export type MimeBundle = Record<string, unknown>;

/** The texts of an object. */
export interface Display<T> {
  /** Plain text, as Python's `repr`. */
  repr: (self: T) => string;
  /** Python's `str`, where it differs from the `repr`. */
  str?: (self: T) => string;
  /** HTML for notebooks; `undefined` for none. May be a promise. */
  html?: (self: T) => string | undefined | Promise<string | undefined>;
  /** More that notebooks may show, by MIME type: pictures, charts. */
  media?: (self: T) => MimeBundle;
}

/** Deno's and Node's keys for a custom `console.log`, and the Deno kernel's for a notebook. */
const CONSOLE_KEYS = [
  Symbol.for("Deno.customInspect"),
  Symbol.for("nodejs.util.inspect.custom"),
] as const;
const NOTEBOOK_KEY = Symbol.for("Jupyter.display");

/** Texts of {@linkcode displayable}, which those of subclasses replace. */
const given = new WeakSet<object>([Object.prototype.toString]);

/**
 * Gives an object, or a prototype and so all its instances, its texts: the `str` for `console.log`,
 * as Python's `print` shows it, and for `String()`; the `repr` for notebook cells (`text/plain` without colours, and
 * `text/html` if there is one) and inside Python's lists.
 *
 * @returns The target.
 */
export function displayable<T extends object>(target: T, display: Display<T>): T {
  const define = (key: symbol, value: unknown) =>
    Object.defineProperty(target, key, { value, configurable: true, writable: true });
  const { repr, str = repr } = display;
  const method = (text: (self: T) => string) =>
    function (this: T): string {
      return text(this);
    };
  define(reprSymbol, method(repr));
  if (str !== repr) define(strSymbol, method(str));
  for (const key of CONSOLE_KEYS) define(key, method(str));
  // A class's own text stays: its repr may be made of it.
  if (given.has(target.toString)) {
    const text = method(str);
    given.add(text);
    Object.defineProperty(target, "toString", { value: text, configurable: true, writable: true });
  }
  define(NOTEBOOK_KEY, async function (this: T): Promise<MimeBundle> {
    const html = await display.html?.(this);
    const plain = { "text/plain": repr(this), ...display.media?.(this) };
    return html === undefined ? plain : { ...plain, "text/html": html };
  });
  const { constructor } = target;
  if (constructor.prototype === target) displayableClass(constructor);
  return target;
}

/** Gives a class its name as its text, and so its subclasses: what they hold besides is ours. */
function displayableClass(base: object): void {
  const text = function (this: { readonly name: string }): string {
    const { name: parent } = Object.getPrototypeOf(this) as { readonly name: string };
    return parent === "" ? `[class ${this.name}]` : `[class ${this.name} extends ${parent}]`;
  };
  for (const key of CONSOLE_KEYS) Object.defineProperty(base, key, { value: text });
  Object.defineProperty(base, NOTEBOOK_KEY, {
    value(this: { readonly name: string }) {
      return Promise.resolve({ "text/plain": text.call(this) });
    },
  });
}
