import { assertThrows } from "@std/assert";
import { AssertionError } from "@std/assert";
import { assertAllClose, float32 } from "./compare.ts";

const BOUNDS = { atol: 1e-3, rtol: 1e-2 };
const differs = (a: number, b: number, text: string) =>
  assertThrows(
    () => assertAllClose(float32([a], [1]), float32([b], [1]), BOUNDS),
    AssertionError,
    text,
  );

Deno.test("assertAllClose() accepts elements within atol + rtol |expected|", () => {
  assertAllClose(float32([1.0109, 0.0009], [2]), float32([1, 0], [2]), BOUNDS);
  assertAllClose(
    float32([NaN, Infinity, -Infinity], [3]),
    float32([NaN, Infinity, -Infinity], [3]),
    BOUNDS,
  );
});

Deno.test("assertAllClose() rejects what is out of bounds, and each kind of non-finite mix-up", () => {
  differs(1.0112, 1, "worst at 0");
  differs(0.0011, 0, "worst at 0");
  differs(NaN, 1, "NaN instead of 1");
  differs(1, NaN, "1 instead of NaN");
  differs(Infinity, -Infinity, "Infinity instead of -Infinity");
  differs(Infinity, 3e38, "Infinity instead of");
  differs(NaN, Infinity, "NaN instead of Infinity");
});

Deno.test("assertAllClose() looks at shape and dtype before elements", () => {
  assertThrows(
    () => assertAllClose(float32([1, 2], [2]), float32([1, 2], [1, 2]), BOUNDS),
    AssertionError,
    "shape [2] instead of [1,2]",
  );
  assertThrows(
    () =>
      assertAllClose(
        { shape: [1], dtype: "int32", data: Int32Array.of(1) },
        float32([1], [1]),
        BOUNDS,
      ),
    AssertionError,
    "dtype int32 instead of float32",
  );
});
