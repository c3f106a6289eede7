/**
 * Every public function with a variable in the place of each tensor it takes, and every method of
 * tensors and variables: a traced function follows the variable's value.
 *
 * @module
 */
import { assertEquals, assertStringIncludes, assertThrows, fail } from "@std/assert";
import * as tf from "kerasaur";
import { FUNCTIONS as METHODS } from "../../lib/ops/methods_functions.ts";
import type { FunctionMethodName } from "../../lib/tensor/methods.ts";
import { assertTraced, differenceOf } from "../support/traced.ts";
import { type AnyFunction, FUNCTIONS } from "./functions.ts";
import { filled, type Place, placesOf, type Row } from "./row.ts";
import { ROWS } from "./rows.ts";

const ABSTRACT = /cannot read .* while the function is traced/;

/** Checks that a call follows a variable in one place, outside of a trace and inside. */
function follow(row: Row, run: AnyFunction, places: readonly Place[], at: number): void {
  const { pair: { first, second }, name, argument } = places[at]!;
  const where = `tf.${row.path}, a variable as ${name}`;
  const variable = new tf.Variable(first);
  const call = (it: unknown) =>
    run(...filled(row.args, places.map(({ pair }, i) => i === at ? it : pair.first)) as never[]);
  const traced = tf.function(() => call(variable));
  for (const value of [first, second, first]) {
    variable.assign(value);
    const fresh = (from: () => unknown) => {
      row.before?.();
      return from();
    };
    const expected = fresh(() => call(value));
    const ways: [string, () => unknown][] = [["eager", () => call(variable)]];
    if (row.refused?.includes(argument)) {
      const error = assertThrows(traced, TypeError) as Error;
      if (!ABSTRACT.test(error.message)) fail(`${where}: ${error.message}`);
    } else ways.push(["traced", traced]);
    for (const [way, from] of ways) {
      const difference = differenceOf(fresh(from), expected, row.tolerance);
      if (difference !== undefined) fail(`${where}, ${way}: ${difference}`);
    }
  }
}

for (const [path, rows] of Map.groupBy(ROWS, (it) => it.path)) {
  const cases = rows.flatMap((row) => {
    const places = placesOf(row.args);
    return places.map((_, at) => () => follow(row, FUNCTIONS.get(path)!, places, at));
  });
  if (cases.length === 0) continue;
  Deno.test(`tf.${path}() follows a variable in the place of each tensor`, () => {
    for (const check of cases) check();
  });
}

for (const name of Object.keys(METHODS) as FunctionMethodName[]) {
  Deno.test(`x.${name}() gives in a trace what it gives outside`, () => {
    const rows = ROWS.filter(({ path }) => FUNCTIONS.get(path) === METHODS[name]);
    if (rows.length === 0) fail(`no rows of the function that x.${name} is`);
    for (const row of rows) {
      const places = placesOf(row.args);
      const [self] = Object.keys(row.args);
      if (places[0]?.name !== self) continue;
      const call = (...tensors: tf.Tensor[]) => {
        const [options] = filled(row.args, tensors) as [Record<string, unknown>];
        const { [self!]: x, ...rest } = options;
        const method = (x as Record<string, (...args: unknown[]) => unknown>)[name]!;
        return Object.keys(rest).length > 0 ? method.call(x, rest) : method.call(x);
      };
      const refused = row.refused ?? [];
      assertTraced({
        name: `x.${name}`,
        call,
        first: places.map(({ pair }) => pair.first),
        second: places.map(({ pair }) => pair.second),
        ...(row.tolerance ? { tolerance: row.tolerance } : {}),
        refusedPlaces: places.flatMap((it, i) => refused.includes(it.argument) ? [i] : []),
      });
    }
  });
}

/** What tensors have beside the functions of `tf`; what of it reads values is tried below. */
const OWN: ReadonlySet<string> = new Set([
  "at T numpy item toArray toJSON toString dispose".split(" "),
  "dtype shape size rank ndim id type constructor".split(" "),
].flat());

Deno.test("every name of a tensor is a function's, or is known here", () => {
  const names = Object.entries(Object.getOwnPropertyDescriptors(tf.Tensor.prototype));
  const unknown = names.flatMap(([name, { value, get }]) => {
    // Traps for JavaScript's and Python's spellings are getters that throw.
    const isTrap = get !== undefined && !OWN.has(name);
    return isTrap || name in METHODS || OWN.has(name) || value === undefined && !get ? [] : [name];
  });
  assertEquals(unknown, []);
});

Deno.test("methods that read refuse the tensors of a traced function", () => {
  const reads: ((x: tf.Tensor) => unknown)[] = [
    (x) => x.numpy(),
    (x) => x.item(),
    (x) => x.toArray(),
    (x) => JSON.stringify(x),
    (x) => Number(x),
    (x) => +(x as unknown as number) > 0,
    (x) => new Array(Number(x)),
  ];
  const variable = new tf.Variable(2);
  for (const run of reads) {
    for (const take of [(x: tf.Tensor) => x, (x: tf.Tensor) => tf.add(x, 1)]) {
      const traced = tf.function((x: tf.Tensor) => void run(take(x)));
      const error = assertThrows(() => traced(tf.constant(1)), TypeError) as Error;
      assertStringIncludes(error.message, "while the function is traced");
    }
    const closed = tf.function(() => void run(variable as unknown as tf.Tensor));
    const error = assertThrows(() => closed(), TypeError) as Error;
    assertStringIncludes(error.message, "while the function is traced");
  }
});

Deno.test("x.at() and x.T give in a trace what they give outside", () => {
  const first = [tf.constant([[1, 2], [3, 4]])];
  const second = [tf.constant([[5, 7], [6, 8]])];
  const calls: [string, (x?: tf.Tensor) => unknown][] = [
    ["x.at", (x) => [x!.at(1), x!.at(0, "1:"), x!.at("::-1", null), x!.at("...", -1)]],
    ["x.T", (x) => x!.T],
    ["iteration", (x) => [...x!]],
    ["rows of rows", (x) => [...x!].map((row) => [...row])],
  ];
  for (const [name, call] of calls) assertTraced({ name, call, first, second });
});

Deno.test("x.at() takes places that are tensors of a traced function, or refuses them", () => {
  const x = tf.constant([[1, 2], [3, 4], [5, 6]]);
  const call = (i?: tf.Tensor) => x.at(i!);
  const [first, second] = [[tf.constant(1, "int32")], [tf.constant(2, "int32")]];
  assertTraced({ name: "x.at(tensor)", call, first, second });
});
