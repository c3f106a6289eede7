import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { checkExpectations, readExpectations } from "../../lib/notebook/read_expectations.ts";

/** What a file with one cell of the given claims exports. */
function file(claims: unknown, cell: Record<string, unknown> = {}): unknown {
  return { cells: [{ cell: "a", claims, ...cell }] };
}

const read = (claims: unknown, cell?: Record<string, unknown>) =>
  checkExpectations("x.ts", file(claims, cell)).cells[0]!;

Deno.test("checkExpectations() reads texts whole or as lines, for one output or several", () => {
  const claims = [{ claim: "text" }];
  assertEquals(read(claims, { chapter: ["a", "b"] }).chapter, { result: "a\nb" });
  assertEquals(read(claims, { chapter: "a" }).chapter, { result: "a" });
  assertEquals(read(claims, { chapter: { stdout: ["a"], "display[0]": "b" } }).chapter, {
    stdout: "a",
    "display[0]": "b",
  });
});

Deno.test("checkExpectations() reads every distribution", () => {
  const follows = (spec: unknown) => {
    const claim = read([{ claim: "distribution", part: "", follows: spec }]).claims[0]!;
    return claim.claim === "distribution" ? claim.follows : undefined;
  };
  assertEquals(follows({ uniform: [-1, 2] }), { kind: "uniform", low: -1, high: 2 });
  assertEquals(follows({ uniformInteger: [0, 10] }), { kind: "uniformInteger", low: 0, high: 10 });
  assertEquals(follows({ normal: [0, 0.01] }), { kind: "normal", mean: 0, stddev: 0.01 });
  assertEquals(follows({ truncatedNormal: [0, 1] }), {
    kind: "truncatedNormal",
    mean: 0,
    stddev: 1,
  });
  assertEquals(follows({ mixture: [[0.5, { constant: 0 }], [0.5, { uniform: [5, 10] }]] }), {
    kind: "mixture",
    of: [
      { weight: 0.5, distribution: { kind: "constant", value: 0 } },
      { weight: 0.5, distribution: { kind: "uniform", low: 5, high: 10 } },
    ],
  });
});

Deno.test("readExpectations() rejects a file that is missing", async () => {
  await assertRejects(
    () => readExpectations("/no/such.ts"),
    Deno.errors.NotFound,
    "Expectations: expected a file beside the notebook",
  );
});

Deno.test("checkExpectations() refuses what it does not know or cannot use", () => {
  const law = (follows: unknown) => file([{ claim: "distribution", part: "", follows }]);
  const refused: [content: unknown, error: ErrorConstructor, message: string][] = [
    [
      undefined,
      TypeError,
      "Expectations x.ts: expected what it exports as default to be an object, received",
    ],
    [[], TypeError, "expected what it exports as default to be an object"],
    [{}, TypeError, "expected cells to be a list, received cells=undefined"],
    [{ cell: [] }, TypeError, 'received "cell"; did you mean "cells"?'],
    [
      { cells: ["a", "a"].map((cell) => ({ cell, claims: [{ claim: "silent" }] })) },
      RangeError,
      'expected one entry per cell, received "a" twice',
    ],
    [file([]), RangeError, 'a cell without output claims "silent"'],
    [file("text"), TypeError, 'expected claims to be a list, received claims="text"'],
    [file([{ claim: "txt" }]), RangeError, 'received claim="txt"; did you mean "text"?'],
    [file([{ claim: "text", pat: "" }]), TypeError, 'received "pat"; did you mean "part"?'],
    [file([{ claim: "text", how: "close" }]), RangeError, 'one of "exact", "layout"'],
    [file([{ claim: "text", profile: "3" }]), RangeError, 'one of "2.0", "2.1", received'],
    [file([{ claim: "text", part: "[x]" }]), SyntaxError, 'received part="[x]"'],
    [file([{ claim: "text", part: ".size" }]), SyntaxError, "and .field (shape, dtype"],
    [file([{ claim: "relation", probe: () => 1 }]), TypeError, 'a "relation" claim to have says'],
    [file([{ claim: "volatile", part: ".id" }]), TypeError, 'a "volatile" claim to have why'],
    [
      file([{ claim: "volatile", why: "x", pattern: "a" }]),
      TypeError,
      'expected pattern to be a regular expression without flags, received pattern="a"',
    ],
    [
      file([{ claim: "volatile", why: "x", pattern: /a/i }]),
      TypeError,
      "expected pattern to be a regular expression without flags",
    ],
    [
      file([{ claim: "relation", says: "x", probe: "x > 1" }]),
      TypeError,
      'expected probe to be a function, received probe="x > 1"',
    ],
    [
      file([{ claim: "relation", says: "x", probe: (scope: { x: number }) => scope.x > 1 }]),
      TypeError,
      "expected probe to take apart what it needs, as ({ net, X }) => ..., received (scope)",
    ],
    [
      file([{ claim: "relation", says: "x", probe: ({ x = 1 }) => x > 1 }]),
      TypeError,
      "expected probe to take apart what it needs, as ({ net, X }) => ..., received ({ x = 1 })",
    ],
    [
      file([{ claim: "bits", probe: () => 1, seed: 1, sha256: "abc" }]),
      RangeError,
      "expected sha256 to be 64 hex digits",
    ],
    [
      file([{ claim: "distribution", follows: { uniform: [0, 1] } }]),
      TypeError,
      "expected a part or a probe, received neither",
    ],
    [law({ gauss: [0, 1] }), RangeError, 'received follows="gauss"'],
    [law({}), TypeError, "expected follows to name one distribution"],
    [law({ uniform: [1, 0] }), RangeError, "[low, high] with low < high, received [1, 0]"],
    [law({ normal: [0, 0] }), RangeError, "[mean, stddev] with stddev > 0, received [0, 0]"],
    [law({ normal: [0] }), TypeError, "expected normal[1] to be a number"],
    [law({ uniform: [0, 1, 2] }), TypeError, "expected uniform to have 2 numbers"],
    [law({ mixture: [[0.4, { constant: 0 }]] }), RangeError, "to add up to 1, received [0.4]"],
    [
      file([{ claim: "text" }], { chapter: { screen: "" } }),
      RangeError,
      'expected chapter to have result, stdout, stderr or display[i], received "screen"',
    ],
    [
      file([{ claim: "text" }], { chapter: 5 }),
      TypeError,
      "expected chapter to be a string or a list of lines, received chapter=5",
    ],
  ];
  for (const [content, error, message] of refused) {
    assertThrows(() => checkExpectations("x.ts", content), error, message);
  }
});

Deno.test("probes become expressions of what they take apart", () => {
  const expressions = [
    () => 1,
    ({ x }: Record<string, number>) => x,
    async ({ net, X }: Record<string, unknown>) => await [net, X],
  ].map((probe) => {
    const claim = read([{ claim: "relation", says: "it holds", probe }]).claims[0]!;
    return claim.claim === "relation" ? claim.probe : "";
  });
  assertEquals(expressions[0], "(()=>1)({  })");
  assertEquals(expressions[1], "(({ x })=>x)({ x })");
  assertEquals(expressions[2]!.endsWith(")({ net, X })"), true, expressions[2]);
});
