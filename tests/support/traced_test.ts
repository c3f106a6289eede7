import { assertThrows } from "@std/assert";
import { values } from "../functions/support.ts";
import { tensor } from "../functions/support.ts";
import { shape } from "../../lib/ops/array/shape.ts";
import { unique } from "../../lib/ops/array/unique.ts";
import { add, multiply } from "../../lib/ops/math/arithmetic.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { assertTraced } from "./traced.ts";

const x = tensor([1, 2, 3]);

Deno.test("assertTraced() passes functions that give in a trace what they give outside", () => {
  assertTraced({ name: "add", call: (a, b) => [add(a!, b!), a], first: [x, tensor([5, 7, 9])] });
  assertTraced({ name: "shape", call: (a) => shape(a!), first: [x], isConstant: true });
  assertTraced({ name: "unique", call: (a) => unique(a!), first: [x], isRefused: true });
});

Deno.test("assertTraced() fails where a value is frozen, read, or of another kind", () => {
  let kept: Tensor | undefined;
  const frozen = (a?: Tensor) =>
    a!.trace === undefined ? multiply(a!, 2) : kept ??= tensor([2, 4, 6]);
  assertThrows(
    () => assertTraced({ name: "frozen", call: frozen, first: [x] }),
    Error,
    "element 0 is 2 instead of 4",
  );
  const reads = (a?: Tensor) => multiply(a!, Number(values(a!)[0]));
  assertThrows(
    () => assertTraced({ name: "reads", call: reads, first: [x] }),
    Error,
    "reads a value while it is traced",
  );
  const same = (a?: Tensor) => multiply(a!, 0);
  assertThrows(
    () => assertTraced({ name: "same", call: same, first: [x] }),
    Error,
    "a frozen one would not show",
  );
  const odd = (a?: Tensor) => a!.trace === undefined ? [a] : a;
  assertThrows(
    () => assertTraced({ name: "odd", call: odd, first: [x] }),
    Error,
    "structure #0 instead of [#0]",
  );
  const refused = { name: "add", call: (a?: Tensor) => add(a!, 1), first: [x], isRefused: true };
  assertThrows(
    () => assertTraced(refused),
    Error,
    "expected an error for a value that is not known yet",
  );
});
