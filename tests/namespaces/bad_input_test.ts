/**
 * Every public function with values that do not belong: what it refuses, it refuses at the call, with
 * an error of the right class that names the function and says what it expected.
 *
 * @module
 */
import { assert, assertThrows, fail } from "@std/assert";
import * as tf from "kerasaur";
import { signatureOf } from "../../lib/ops/bind.ts";
import { type AnyFunction, FUNCTIONS } from "./functions.ts";
import { filled, Pair, placesOf, type Row } from "./row.ts";
import { ROWS } from "./rows.ts";

/** Values that hardly any parameter takes, by what they are. */
const BAD: Readonly<Record<string, unknown>> = {
  "NaN": NaN,
  "infinity": Infinity,
  "a negative number": -7,
  "a fraction": 1.5,
  "a huge number": 2 ** 40,
  "a BigInt": 10n ** 30n,
  "a text": "rleu",
  "a truth value": true,
  "an empty list": [],
  "a list of NaN": [NaN],
  "a list of negative numbers": [-7, -7],
  "a list of huge numbers": [2 ** 20, 2 ** 20, 2 ** 20],
  "a ragged list": [[1], [2, 3]],
  "a list of mixed kinds": [1, "a", null],
  "a sparse list": new Array(3),
  "a list with undefined": [undefined],
  "a date": new Date(0),
  "a map": new Map([[1, 2]]),
  "a regular expression": /a/,
  "a symbol": Symbol("s"),
  "an object": { a: 1 },
  "an object without a prototype": Object.create(null),
  "a function": () => 1,
  "a class": Date,
  "a promise": Promise.resolve(1),
  "a data view": new DataView(new ArrayBuffer(4)),
  "a buffer": new ArrayBuffer(4),
  "a tensor of texts": tf.constant(["a", "b"]),
  "a tensor of truth values": tf.constant([true, false]),
  "a tensor of nothing": tf.zeros([0]),
  "a tensor of many dimensions": tf.zeros([1, 1, 1, 1, 1, 1, 1]),
  "a tensor of complex numbers": tf.complex([1], [2]),
  "a list of its own": ((list: unknown[]) => (list.push(list), list))([]),
};

/** Values of {@linkcode BAD} that are no tensor, whatever the function. */
const NO_TENSOR = new Set([
  "a ragged list",
  "a list of mixed kinds",
  "a sparse list",
  "a list with undefined",
  "a date",
  "a map",
  "a regular expression",
  "a symbol",
  "an object",
  "an object without a prototype",
  "a function",
  "a class",
  "a promise",
  "a data view",
  "a buffer",
  "a list of its own",
]);

/** Errors of functions that rows hand over are the user's; they stay as they are. */
const isOfUser = (row: Row) => Object.values(row.args).some((it) => typeof it === "function");

/** What is wrong with an error; `undefined` if nothing is. */
function complaint(error: unknown): string | undefined {
  if (!(error instanceof TypeError || error instanceof RangeError)) return "another class";
  const { message } = error;
  if (!/^(tf\.|Cannot (assign|add weight) |Tensor)/.test(message)) return "it does not say where";
  if (!/expected|cannot|Cannot|do not|does not|is called/.test(message)) {
    return "it does not say what was expected";
  }
  const isRaw =
    /is not a function|not iterable|Cannot (read|set|convert|mix|destructure)|\[object|of undefined/;
  if (isRaw.test(message)) return "it is JavaScript's own";
  if (message.length > 700) return "it is too long";
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? [];
  if (frames[0]?.includes("/lib/")) return `it begins in the library: ${frames[0]}`;
  return undefined;
}

/** Reads results of a size that is no burden; what is larger than memory must have been refused. */
function readAll(result: unknown): void {
  const all = result instanceof tf.Tensor
    ? [result]
    : typeof result === "object" && result !== null && Symbol.iterator in result
    ? [...result as Iterable<unknown>]
    : [];
  for (const it of all) {
    if (!(it instanceof tf.Tensor)) continue;
    assert(it.size < 2 ** 31, `a tensor of ${it.size} elements`);
    if (it.size < 1e5) it.numpy();
  }
}

function check(row: Row, run: AnyFunction, name: string): void {
  const places = placesOf(row.args).filter((it) => it.argument !== name);
  const faults: string[] = [];
  for (const [what, value] of Object.entries(BAD)) {
    const args = { ...row.args, [name]: undefined };
    const [options] = filled(args, places.map(({ pair }) => pair.first)) as [
      Record<string, unknown>,
    ];
    options[name] = value;
    try {
      readAll(run(options as never));
      // Whether something is a tensor may be asked of everything.
      const isTaken = row.args instanceof Array || row.path === "isTensor";
      if (!isTaken && row.args[name as never] as unknown instanceof Pair && NO_TENSOR.has(what)) {
        faults.push(`${name}=${what}: it was taken for a tensor`);
      }
    } catch (error) {
      const why = complaint(error);
      if (why === undefined) continue;
      faults.push(`${name}=${what}: ${why}: ${(error as Error).name}: ${(error as Error).message}`);
    }
  }
  if (faults.length > 0) fail(`tf.${row.path}: ${faults.join("\n")}`);
}

for (const [path, [row]] of Map.groupBy(ROWS, (it) => it.path)) {
  const run = FUNCTIONS.get(path)!;
  const names = signatureOf(run)?.names;
  if (names === undefined || isOfUser(row!)) continue;
  Deno.test(`tf.${path}() takes or refuses bad values for each argument, by name`, () => {
    for (const name of names) if (name !== "name") check(row!, run, name);
  });
}

for (const [path, run] of FUNCTIONS) {
  const signature = signatureOf(run);
  if (signature === undefined) continue;
  Deno.test(`tf.${path}() refuses unknown, doubled, missing and too many arguments`, () => {
    const { where, names, required } = signature;
    const call = run as (...args: unknown[]) => unknown;
    // A plain object can be a value of its own where the first parameter takes one.
    if (!signature.objects?.includes(names[0]!)) {
      assertThrows(() => call({ nmae: 1 }), TypeError, `${where}: expected`);
    }
    const many = new Array(names.length + 1).fill(1);
    assertThrows(() => call(...many), TypeError, `${where}: expected`);
    if (required > 0) {
      assertThrows(() => call(), TypeError, `${where}: expected ${names[0]}, which has no default`);
      assertThrows(() => call(1, { [names[0]!]: 2 }), TypeError, `${where}: expected`);
    }
  });
}

/** Results of 20 GB and more, refused before anything is computed. */
const TOO_LARGE: readonly [string, () => unknown][] = [
  ["tf.zeros", () => tf.zeros([50_000, 100_000])],
  ["tf.ones", () => tf.ones([2 ** 40])],
  ["tf.fill", () => tf.fill([2 ** 20, 2 ** 20, 2 ** 20], 1)],
  ["tf.tile", () => tf.tile([1, 2], [2 ** 33])],
  ["tf.broadcastTo", () => tf.broadcastTo(1, [2 ** 33])],
  ["tf.eye", () => tf.eye(100_000)],
  ["tf.range", () => tf.range(2 ** 34)],
  ["tf.random.normal", () => tf.random.normal([50_000, 100_000])],
  ["tf.random.uniform", () => tf.random.uniform([50_000, 100_000])],
  ["tf.matmul", () => tf.matmul(tf.ones([100_000, 1]), tf.ones([1, 100_000]))],
  ["tf.add", () => tf.add(tf.ones([100_000, 1]), tf.ones([1, 100_000]))],
  ["tf.oneHot", () => tf.oneHot([1, 2], 2 ** 33)],
  ["tf.pad", () => tf.pad([1, 2], [[0, 2 ** 33]])],
  ["tf.repeat", () => tf.repeat([1], 2 ** 33)],
  ["tf.linspace", () => tf.linspace(0, 1, 2 ** 33)],
  ["tf.image.resize", () => tf.image.resize(tf.ones([1, 1, 1, 1]), [100_000, 100_000])],
  ["tf.scatterNd", () => tf.scatterNd([[0]], [1], [2 ** 34])],
  ["tf.sequenceMask", () => tf.sequenceMask(tf.constant([1], "int64"), 2 ** 35)],
  ["tf.linalg.diag", () => tf.linalg.diag(tf.ones([100_000]))],
  ["tf.einsum", () => tf.einsum("i,j->ij", tf.ones([100_000]), tf.ones([100_000]))],
  ["tf.meshgrid", () => tf.meshgrid(tf.ones([100_000]), tf.ones([100_000]))],
  ["tf.concat", () => tf.concat(new Array(2200).fill(tf.zeros([2 ** 20])), 0)],
];

for (const [where, run] of TOO_LARGE) {
  Deno.test(`${where}() refuses at the call what no memory holds, and takes none for it`, () => {
    const before = Deno.memoryUsage().rss;
    const error = assertThrows(run, RangeError) as Error;
    assert(error.message.startsWith(`${where}: expected`), error.message);
    assert(/ elements, received| fits into memory/.test(error.message), error.message);
    assert(Deno.memoryUsage().rss - before < 2 ** 29, "memory was taken");
  });
}
