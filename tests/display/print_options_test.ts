import { assertEquals, assertThrows } from "@std/assert";
import { NdArray } from "../../lib/display/ndarray.ts";
import {
  getPrintOptions,
  type PrintOptions,
  resetPrintOptions,
  setPrintOptions,
  withPrintOptions,
} from "../../lib/display/print_options.ts";

const third = NdArray.from([1 / 3, 1]);

Deno.test("setPrintOptions() changes how arrays are printed until they are reset", () => {
  setPrintOptions({ precision: 2, sign: "+" });
  assertEquals(String(third), "[+0.33 +1.  ]");
  assertEquals([getPrintOptions().precision, getPrintOptions().linewidth], [2, 75]);
  resetPrintOptions();
  assertEquals(String(third), "[0.33333333 1.        ]");
});

Deno.test("withPrintOptions() puts the options back when the function throws", () => {
  assertEquals(withPrintOptions({ precision: 1 }, () => String(third)), "[0.3 1. ]");
  const boom = () => {
    throw new Error("boom");
  };
  assertThrows(() => withPrintOptions({ precision: 1 }, boom), Error, "boom");
  assertEquals(getPrintOptions().precision, 8);
});

Deno.test("setPrintOptions() never summarises when the threshold is infinite", () => {
  const long = new NdArray(new Float32Array(1001), [1001], "float32");
  assertEquals(String(long), "[0. 0. 0. ... 0. 0. 0.]");
  const text = withPrintOptions({ threshold: Infinity }, () => String(long));
  assertEquals(text.match(/0\./g)?.length, 1001);
});

Deno.test("setPrintOptions() throws and changes nothing when a value is wrong", () => {
  const wrong: [options: unknown, error: typeof TypeError | typeof RangeError, message: string][] =
    [
      [
        { precision: -1 },
        RangeError,
        "setPrintOptions: expected precision to be a whole number >= 0",
      ],
      [{ precision: "8" }, TypeError, 'received precision="8"'],
      [
        { threshold: NaN },
        RangeError,
        "expected threshold to be a number >= 0, received threshold=NaN",
      ],
      [
        { threshold: "all" },
        TypeError,
        'expected threshold to be a number, received threshold="all"',
      ],
      [{ edgeitems: 1.5 }, RangeError, "received edgeitems=1.5"],
      [{ linewidth: 0 }, RangeError, "received linewidth=0"],
      [{ suppress: 1 }, TypeError, "expected suppress to be a boolean, received suppress=1"],
      [{ floatmode: "max" }, RangeError, 'expected floatmode to be one of "maxprec"'],
      [{ sign: true }, TypeError, "received sign=true"],
      [{ nanstr: null }, TypeError, "expected nanstr to be a string, received nanstr=null"],
      [{ infstr: 1 }, TypeError, "expected infstr to be a string, received infstr=1"],
      [{ lineWidth: 80 }, RangeError, 'received lineWidth=80; did you mean "linewidth"?'],
    ];
  for (const [options, error, message] of wrong) {
    assertThrows(
      () => setPrintOptions({ precision: 3, ...options as Partial<PrintOptions> }),
      error,
      message,
    );
  }
  assertEquals(getPrintOptions().precision, 8);
});
