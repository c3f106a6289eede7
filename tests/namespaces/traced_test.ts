/**
 * Every public function, traced with each of its tensors as an argument and called with other
 * values: what it gives is what it gives outside of the trace.
 *
 * @module
 */
import { assertEquals, fail } from "@std/assert";
import { signatureOf } from "../../lib/ops/bind.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { assertTraced, differenceOf } from "../support/traced.ts";
import { type AnyFunction, FUNCTIONS, IDLE_PARAMETERS, WITHOUT_ROWS } from "./functions.ts";
import { filled, placesOf, type Row } from "./row.ts";
import { ROWS } from "./rows.ts";

const ROWS_OF = Map.groupBy(ROWS, ({ path }) => FUNCTIONS.get(path));

/** Checks one row: everything abstract, and each tensor alone. */
function check(row: Row, run: AnyFunction): void {
  const places = placesOf(row.args);
  const { before } = row;
  const call = (...tensors: Tensor[]) => run(...filled(row.args, tensors) as never[]);
  const fresh = (tensors: readonly Tensor[]) => {
    before?.();
    return call(...tensors);
  };
  const [first, second] = [places.map((it) => it.pair.first), places.map((it) => it.pair.second)];
  for (const [i, { name, argument }] of places.entries()) {
    // Each value alone has to make a difference, or a frozen one would not show.
    if (row.isConstant === true || row.isConstant?.includes(argument)) continue;
    const changed = first.with(i, second[i]!);
    if (differenceOf(fresh(first), fresh(changed)) === undefined) {
      fail(`tf.${row.path}: another ${name} gives the same result`);
    }
  }
  const { tolerance, isConstant, refused = [] } = row;
  const refusedPlaces = places.flatMap((it, i) => refused.includes(it.argument) ? [i] : []);
  assertTraced({
    name: `tf.${row.path}`,
    call,
    first,
    second,
    ...(tolerance ? { tolerance } : {}),
    ...(before ? { before } : {}),
    isConstant: isConstant === true || places.length === 0,
    refusedPlaces,
  });
}

for (const [run, rows] of ROWS_OF) {
  const { path } = rows[0]!;
  Deno.test(`tf.${path}() gives in a trace what it gives outside, for each tensor it takes`, () => {
    if (run === undefined) fail(`there is no tf.${path}`);
    for (const row of rows) check(row, run);
  });
}

Deno.test("every public function has rows, or a reason to have none", () => {
  const missing = [...FUNCTIONS].flatMap(([path, run]) =>
    ROWS_OF.has(run) || path in WITHOUT_ROWS ? [] : [path]
  );
  assertEquals(missing, []);
  const idle = Object.keys(WITHOUT_ROWS).filter((path) =>
    !FUNCTIONS.has(path) || ROWS_OF.has(FUNCTIONS.get(path))
  );
  assertEquals(idle, [], "reasons for functions that are not, or that have rows");
});

Deno.test("the rows of every public function give each of its parameters", () => {
  const missing = [...ROWS_OF].flatMap(([run, rows]) => {
    const signature = signatureOf(run);
    if (signature === undefined) return [];
    const given = new Set(rows.flatMap(({ args }) => Object.keys(args)));
    return signature.names
      .filter((name) => !given.has(name) && !(name in IDLE_PARAMETERS))
      .map((name) => `${rows[0]!.path}: ${name}`);
  });
  assertEquals(missing, []);
});
