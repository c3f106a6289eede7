import "../../lib/start.ts";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { deserialize, serialize, STFT, type STFTOptions } from "../../lib/initializers/mod.ts";
import { readGolden, valuesOf } from "../random/bits.ts";

interface Goldens {
  kernels: { options: STFTOptions; shape: number[]; values: number[] }[];
}

Deno.test("STFT gives Keras's kernels for every window, side and scaling", () => {
  const { kernels } = readGolden<Goldens>("initializers/stft.json");
  assert(kernels.length > 100);
  for (const { options, shape, values } of kernels) {
    const kernel = new STFT(options)(shape);
    assertEquals([kernel.shape, kernel.dtype], [shape, "float32"]);
    valuesOf(kernel).forEach((value, i) => {
      const error = Math.abs(value - values[i]!);
      assert(error <= 1e-6, `${JSON.stringify(options)} of ${shape}: element ${i} off by ${error}`);
    });
  }
});

Deno.test("STFT is made again from its configuration", () => {
  const stft = new STFT({ side: "imag", window: [1, 2], scaling: null, periodic: true });
  const written = JSON.parse(JSON.stringify(serialize(stft)));
  assertEquals(written.class_name, "STFT");
  assertEquals(serialize(deserialize(written)), serialize(stft));
});

Deno.test("STFT throws when an option or the shape is none", () => {
  const untyped = (options: object) => () => new STFT(options as STFTOptions);
  assertThrows(
    untyped({ side: "left" }),
    RangeError,
    'STFT: expected side to be one of "real", "imag"',
  );
  assertThrows(untyped({ window: "kaiser" }), RangeError, 'received window="kaiser"');
  assertThrows(untyped({ window: 5 }), TypeError, "STFT: expected window to be a name");
  assertThrows(untyped({ window: [NaN] }), RangeError, "STFT: expected window[0]");
  assertThrows(untyped({ scaling: "max" }), RangeError, 'received scaling="max"');
  assertThrows(untyped({ periodic: 1 }), TypeError, "STFT: expected periodic to be true or false");
  for (const shape of [[4, 1], [4, 2, 3], [4, 1, 1], [4, 1, 3, 1]]) {
    assertThrows(() => new STFT()(shape), TypeError, "STFT: expected shape to be (T, 1, F)");
  }
  const text = "STFT: expected a window of 4 values, received one of 2";
  assertThrows(() => new STFT({ window: [1, 2] })([4, 1, 3]), TypeError, text);
  assertThrows(() => new STFT()([4, 1, 3], "int32"), TypeError, 'received dtype="int32"');
});
