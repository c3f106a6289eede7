/**
 * The namespaces of `tf` as programs get them: what they hold, and an error that says what to write for
 * a name that they do not hold, where JavaScript would give `undefined`, which fails later with a text
 * about something else. Types come from `all.ts`.
 *
 * Names are own properties of plain objects; only what is not among them is looked up in the
 * prototype, which answers. So what is there costs nothing.
 *
 * @module
 */
import { editDistance, nearestName } from "../errors/nearest.ts";
import { isOrdinaryMember } from "../errors/ordinary.ts";
import { camelCase } from "../objects/naming.ts";
import { ABSENT } from "./absent.ts";
import * as all from "./all.ts";

/** What a namespace holds, by name. */
type Names = Readonly<Record<string, unknown>>;

/** The namespaces that were made, by their paths. */
const made = new Map<string, Names>();

/** Whether a value is a module: as itself, or as the package's single file has it, of getters alone. */
function isNamespace(value: unknown): value is Names {
  if (typeof value !== "object" || value === null) return false;
  if (Reflect.get(value, Symbol.toStringTag) === "Module") return true;
  const members = Object.values(Object.getOwnPropertyDescriptors(value));
  return Object.getPrototypeOf(value) === Object.prototype && members.length > 0 &&
    members.every(({ get }) => get !== undefined);
}

/** Letters alone, all small: `Conv2d` and `conv_2d` are `conv2d`. */
function plain(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

/** How a name is used: a class is made with `new`. */
function usage(path: string, name: string, value: unknown): string {
  const isClass = typeof value === "function" && /^[A-Z]/.test(name) &&
    /^class\b/.test(Function.prototype.toString.call(value));
  return isClass ? `new ${path}.${name}(...)` : `${path}.${name}`;
}

/** Where another namespace has a name, as it is used. */
function placeOf(key: string): string | undefined {
  for (const [path, names] of made) {
    const name = Object.keys(names).find((it) => plain(it) === plain(key));
    if (name !== undefined) return usage(path, name, names[name]);
  }
  return undefined;
}

/** What to write in the place of a name that a namespace does not have. */
function cureFor(path: string, key: string, names: Names): string {
  const camel = camelCase(key);
  const absent = ABSENT[`${path}.${camel}`];
  if (absent !== undefined) return absent;
  if (Object.hasOwn(names, camel)) return `it is called ${camel} here`;
  const same = Object.keys(names).find((it) => plain(it) === plain(key));
  if (same !== undefined) return `write ${usage(path, same, names[same])}`;
  const near = nearestName(camel, Object.keys(names), Math.max(1, Math.floor(key.length / 3)));
  const elsewhere = placeOf(key);
  if (near !== undefined && (elsewhere === undefined || editDistance(camel, near) <= 1)) {
    return `did you mean ${usage(path, near, names[near])}?`;
  }
  if (elsewhere !== undefined) return `it is elsewhere: write ${elsewhere}`;
  return `there is no such name; docs/COVERAGE.md lists what there is, as does Object.keys(${path})`;
}

/** The prototype of a namespace: the error for whatever it does not have. */
function answers(path: string, names: () => Names): object {
  const target = Object.freeze(Object.assign(Object.create(null), { toString: () => path }));
  const get = (_target: object, key: PropertyKey): unknown => {
    if (key === "toString") return target.toString;
    if (isOrdinaryMember(key)) return undefined;
    const error = new TypeError(`${path}.${String(key)}: ${cureFor(path, String(key), names())}`);
    Error.captureStackTrace(error, get);
    throw error;
  };
  return new Proxy(target, { get });
}

/** Namespaces by the modules they are made of: what is one module is one namespace. */
const KNOWN = new Map<object, object>();

/** A namespace that answers, with those inside of it. */
function answering<T extends object>(path: string, module: T, known = KNOWN): T {
  const before = known.get(module);
  if (before !== undefined) return before as T;
  const entries = Object.entries(module).map(([name, value]) => {
    const held = isNamespace(value) ? answering(`${path}.${name}`, value, known) : value;
    return [name, { value: held, enumerable: true }] as const;
  });
  const namespace: Names = Object.create(
    answers(path, () => namespace),
    Object.fromEntries(entries),
  );
  known.set(module, namespace);
  made.set(path, Object.freeze(namespace));
  return namespace as T;
}

// Keras first: tf.losses is tf.keras.losses, and its messages say so.
/** Keras: layers, models, and what trains them. */
export const keras: typeof all.keras = answering("tf.keras", all.keras);
/** Operations on the bits of whole numbers. */
export const audio: typeof all.audio = answering("tf.audio", all.audio);
export const bitwise: typeof all.bitwise = answering("tf.bitwise", all.bitwise);
/** Charts for notebooks. */
export const charts: typeof all.charts = answering("tf.charts", all.charts);
/** Devices, memory, and whose texts are printed. */
export const config: typeof all.config = answering("tf.config", all.config);
/** Pipelines of data. */
export const data: typeof all.data = answering("tf.data", all.data);
/** Conditions that have to hold. */
export const debugging: typeof all.debugging = answering("tf.debugging", all.debugging);
/** Element types. */
export const dtypes: typeof all.dtypes = answering("tf.dtypes", all.dtypes);
/** Images: sizes, colours, boxes. */
export const image: typeof all.image = answering("tf.image", all.image);
/** Files of data. */
export const io: typeof all.io = answering("tf.io", all.io);
/** Linear algebra. */
export const linalg: typeof all.linalg = answering("tf.linalg", all.linalg);
/** Tables of values by keys. */
export const lookup: typeof all.lookup = answering("tf.lookup", all.lookup);
/** Losses, those of `tf.keras.losses`. */
export const losses: typeof all.losses = answering("tf.losses", all.losses);
/** Mathematical functions. */
export const math: typeof all.math = answering("tf.math", all.math);
/** Metrics, those of `tf.keras.metrics`. */
export const metrics: typeof all.metrics = answering("tf.metrics", all.metrics);
/** Nested lists and objects. */
export const nest: typeof all.nest = answering("tf.nest", all.nest);
/** Operations of neural networks. */
export const nn: typeof all.nn = answering("tf.nn", all.nn);
/** NumPy's functions of files. */
export const np: typeof all.np = answering("tf.np", all.np);
/** Optimizers, those of `tf.keras.optimizers`. */
export const optimizers: typeof all.optimizers = answering("tf.optimizers", all.optimizers);
/** Python's texts and containers. */
export const py: typeof all.py = answering("tf.py", all.py);
/** Random numbers. */
export const random: typeof all.random = answering("tf.random", all.random);
/** Signals: windows, frames, spectra. */
export const signal: typeof all.signal = answering("tf.signal", all.signal);
/** Texts: letters, parts, regular expressions. */
export const strings: typeof all.strings = answering("tf.strings", all.strings);
/** What tests ask for. */
export const test: typeof all.test = answering("tf.test", all.test);
/** Examples in files of records. */
export const train: typeof all.train = answering("tf.train", all.train);
