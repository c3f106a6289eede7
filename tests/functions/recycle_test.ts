/**
 * The memory of a variable's old value is used again only where nobody can see it.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { function_ } from "../../lib/functions/function.ts";
import { Variable } from "../../lib/functions/variable.ts";
import { fill } from "../../lib/primitives/array/fill.ts";
import { add } from "../../lib/primitives/math/arithmetic.ts";
import { aval } from "../../lib/tensor/aval.ts";
import { read } from "../../lib/tensor/graph.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { EXACT_BACKENDS, using } from "../support/backends.ts";

/** Large enough for its memory to be used again. */
const LARGE = aval("float32", [2 ** 18]);
const first = (tensor: Tensor) => read(tensor)[0];

for (const { name, backend } of EXACT_BACKENDS) {
  const counter = () => {
    const v = new Variable(fill(0, LARGE));
    const next = () => add(v.take(), fill(1, LARGE));
    return { v, next };
  };

  Deno.test(`function() keeps what it returns when it is a variable's value too, on ${name}`, () =>
    using(backend, () => {
      const { v, next } = counter();
      const count = function_(() => {
        v.assign(next());
        return v.value();
      });
      const results = [count(), count(), count()];
      assertEquals(results.map(first), [1, 2, 3]);
    }));

  Deno.test(`function() keeps what was assigned to its variable outside, on ${name}`, () =>
    using(backend, () => {
      const { v, next } = counter();
      const count = function_(() => void v.assign(next()));
      const given = add(fill(3, LARGE), fill(4, LARGE));
      v.assign(given);
      count();
      const before = v.value();
      count();
      count();
      assertEquals([given, before, v.value()].map(first), [7, 8, 10]);
    }));
}
