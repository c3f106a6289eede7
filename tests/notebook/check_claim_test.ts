import { assertEquals, assertStringIncludes } from "@std/assert";
import { checkClaim, type ClaimContext } from "../../lib/notebook/check_claim.ts";
import { unclaimedParts } from "../../lib/notebook/coverage.ts";
import type { Claim } from "../../lib/notebook/expectations.ts";
import type { Scope } from "../../lib/notebook/expect.ts";
import { readProbe } from "../../lib/notebook/read_probe.ts";
import type { ProbeResult } from "../../lib/notebook/probe.ts";
import { checkExpectations } from "../../lib/notebook/read_expectations.ts";

const TENSOR =
  "<tf.Tensor: id=62, shape=(2,), dtype=float32, numpy=array([0.5, nan], dtype=float32)>";
const VARIABLE =
  "<tf.Variable 'd/kernel:0' shape=(1, 2) dtype=float32, numpy=array([[1., 2.]], dtype=float32)>";

/** A probe, and the expression that it becomes. */
const P = ({ p }: Scope) => p;
const KEY = readProbe("x", "probe", P);

/** Claims as an expectation file has them. */
function claims(...fields: Record<string, unknown>[]): Claim[] {
  const cells = [{ cell: "a", claims: fields }];
  return checkExpectations("x", { cells }).cells[0]!.claims;
}

/** An array as probes bring it. */
function probed(values: number[], shape = [values.length], dtype = "float64"): ProbeResult {
  const data = Float64Array.from(values);
  return { kind: "array", dtype, shape, values: data, bytes: new Uint8Array(data.buffer) };
}

/** The judgement on a claim and its reason. */
function judge(
  fields: Record<string, unknown>,
  printed: Record<string, string>,
  { chapter = {} as Record<string, string>, probe, ...rest }:
    & { chapter?: Record<string, string>; probe?: ProbeResult }
    & Partial<Pick<ClaimContext, "seed" | "profile" | "deadline">> = {},
): string {
  const { judgement, why } = checkClaim(claims(fields)[0]!, {
    printed: new Map(Object.entries(printed)),
    chapter: new Map(Object.entries(chapter)),
    probes: new Map(probe ? [[KEY, probe]] : []),
    seed: 42,
    profile: "2.0",
    deadline: Infinity,
    falseAlarmRate: 1e-6,
    ...rest,
  });
  return `${judgement}: ${why}`;
}

Deno.test("checkClaim() compares texts exactly", () => {
  const chapter = { stdout: "a\nb" };
  const claim = { claim: "text", part: "stdout" };
  assertEquals(judge(claim, chapter, { chapter }), "holds: identical");
  assertEquals(
    judge(claim, { stdout: "a\nc" }, { chapter }),
    'fails: line 2: expected "b", received "c"',
  );
  assertEquals(
    judge(claim, { stdout: "a" }, { chapter }),
    'fails: line 2: expected "b", received no such line',
  );
  assertEquals(judge(claim, {}, { chapter }), "fails: there is no such output");
  assertEquals(judge(claim, chapter), "fails: the chapter has no text to compare with");
  assertEquals(
    judge({ ...claim, part: "stdout.line[1]", is: "b" }, chapter),
    "holds: identical",
  );
});

Deno.test("checkClaim() compares layouts by printing what was read", () => {
  const claim = { claim: "text", how: "layout" };
  const array = "array([[1., 2.],\n       [3., 4.]])";
  const damaged = "array([[1., 2.],\n    [3., 4.]])";
  assertEquals(
    judge(claim, { result: array }, { chapter: { result: "array([1., 2.])" } }),
    "holds: the chapter's text, read and printed again, is unchanged",
  );
  assertEquals(judge(claim, { result: array }), "holds: read and printed again unchanged");
  assertStringIncludes(judge(claim, { result: damaged }), "fails: this run's text: line 2");
  assertStringIncludes(judge(claim, { result: "<odd>" }), "fails: this run's text: line 1");
  const chapter = { result: damaged };
  assertStringIncludes(judge(claim, { result: array }, { chapter }), "fails: the chapter's text");
  const excused = { ...claim, damagedIndent: "lost by the page" };
  assertEquals(
    judge(excused, { result: array }, { chapter }),
    "holds: the chapter's text, read and printed again, is unchanged but for the indents of 1 of " +
      "2 lines: lost by the page",
  );
  assertEquals(
    judge(excused, { result: array }, { chapter: { result: array } }),
    "fails: the chapter's indents are declared damaged but are not",
  );
});

Deno.test("checkClaim() compares structures and names the first difference", () => {
  const differences: [chapter: string, printed: string, why: string][] = [
    [TENSOR, TENSOR.replace("62", "63"), "holds: tensor (2,) float32"],
    [TENSOR, TENSOR.replace("id=62, ", ""), "fails: result.id: expected an id, received no id"],
    [TENSOR, VARIABLE, "fails: result: expected tensor (2,) float32, received variable"],
    [VARIABLE, VARIABLE.replace("d/", "e/"), "result.name: expected 'd/kernel:0', received 'e/"],
    [VARIABLE, VARIABLE.replace("(1, 2)", "(2, 1)"), "result.shape: expected (1, 2), received (2"],
    [VARIABLE, VARIABLE.replaceAll("float32", "int32"), "result.dtype: expected float32, received"],
    [VARIABLE, VARIABLE.replace("[[1., 2.]]", "[1., 2.]"), "result.values: expected (1, 2)"],
    ["[1, 2]", "[1, 2, 3]", "result length: expected 2, received 3"],
    ["[1, 2]", "(1, 2)", "result: expected [int, int], received (int, int)"],
    ["[1, 2]", "[1, 2.0]", "result[1]: expected int, received float"],
    ["['a']", "[b'a']", "result[0]: expected str, received bytes"],
    ["(None, 'x')", "(True, 'x')", "result[0]: expected None, received True"],
    ["{'a': 1}", "{'b': 1}", "result keys: expected a, received b"],
    ["{'a': 1}", "{'a': 1.5}", 'result["a"]: expected int, received float'],
    ["array([1, 2])", "array([1, 2], dtype=int32)", "expected array (2,), received array (2,) int"],
  ];
  for (const [chapter, printed, why] of differences) {
    const claim = { claim: "structure" };
    assertStringIncludes(judge(claim, { result: printed }, { chapter: { result: chapter } }), why);
  }
  assertEquals(
    judge({ claim: "structure", part: "[0]", is: "int" }, { result: "[5]" }),
    "holds: int",
  );
  assertStringIncludes(judge({ claim: "structure" }, { result: "5" }), "there is no result");
  // TensorFlow 2.1 prints no ids, whatever the chapter was printed with.
  const chapter = { result: TENSOR };
  const other = { result: TENSOR.replace("id=62, ", "") };
  assertStringIncludes(
    judge({ claim: "structure" }, other, { chapter, profile: "2.1" }),
    "holds: tensor",
  );
  assertStringIncludes(
    judge({ claim: "structure" }, chapter, { chapter, profile: "2.1" }),
    "fails: result.id: expected no id, received an id",
  );
});

Deno.test("checkClaim() compares constants exactly", () => {
  const constant = (fields: Record<string, unknown>) => ({ claim: "constant", ...fields });
  const printed = { result: TENSOR };
  assertEquals(judge(constant({ is: [0.5, "nan"] }), printed), "holds: 2 printed values");
  assertEquals(
    judge(constant({ is: 0.5 }), printed),
    "fails: value 1: expected 0.5, received NaN",
  );
  assertEquals(judge(constant({ is: [0.5] }), printed), "fails: expected 1 values, received 2");
  assertEquals(judge(constant({}), printed, { chapter: printed }), "holds: 2 printed values");
  assertEquals(
    judge(constant({}), printed),
    "fails: the chapter has no value to compare with",
  );
  assertEquals(
    judge(constant({ part: ".dtype", is: "float32" }), printed),
    "holds: 1 printed value",
  );
  assertEquals(judge(constant({ part: "[0]" }), printed), "fails: tensor has no [0]");
  assertEquals(judge(constant({ is: true }), { result: "True" }), "holds: 1 printed value");
  assertEquals(judge(constant({ is: null }), { result: "None" }), "holds: 1 printed value");
  assertEquals(
    judge(constant({ is: true }), { result: "False" }),
    "fails: expected true, received false",
  );
  const ones = { result: "array([1., 1.])" };
  const whole = constant({ is: 1, probe: P });
  assertEquals(judge(whole, ones, { probe: probed([1, 1, 1]) }), "holds: all 3 values");
  assertEquals(
    judge(whole, ones, { probe: probed([1, 2, 1]) }),
    "fails: value 1 of the whole array is 2",
  );
});

Deno.test("checkClaim() tests distributions of what is printed and of the whole array", () => {
  const claim = { claim: "distribution", part: "", follows: { uniform: [0, 1] } };
  const printed = { result: "array([0.5, 0.25])" };
  assertStringIncludes(judge(claim, printed), "holds: 2 values follow uniform [0, 1)");
  assertStringIncludes(
    judge(claim, { result: "array([0.5, 2. ])" }),
    "1 of them outside its bounds",
  );
  assertStringIncludes(judge(claim, { result: "'a'" }), "fails: 1 values do not follow");
  const whole = { ...claim, probe: P };
  assertStringIncludes(judge(whole, printed, { probe: probed([0.5, 0.25]) }), "holds: 2 values");
  assertEquals(
    judge(whole, printed, { probe: probed([0.5, 0.26]) }),
    "fails: value 1 is printed as 0.25 but is 0.26",
  );
  assertEquals(
    judge(whole, printed, { probe: probed([0.5]) }),
    "fails: the output has shape (2,), the probe (1,)",
  );
  assertEquals(
    judge(whole, printed),
    "fails: probe: it was not evaluated, as the cell did not end well",
  );
  const bare = { claim: "distribution", probe: P, follows: { uniform: [0, 1] } };
  assertStringIncludes(judge(bare, {}, { probe: probed([0.1]) }), "holds: 1 values");
  assertEquals(judge(bare, {}, { probe: probed([]) }), "fails: there are no values to test");
});

Deno.test("checkClaim() wants relations to be true throughout", () => {
  const claim = { claim: "relation", says: "equal", probe: P };
  const bool = (...values: number[]) => ({ probe: probed(values, [values.length], "bool") });
  assertEquals(judge(claim, {}, bool(1)), "holds: true");
  assertEquals(judge(claim, {}, bool(1, 1)), "holds: true for all 2");
  assertEquals(judge(claim, {}, bool(1, 0)), "fails: not true for 1 of 2");
  assertEquals(judge(claim, {}, bool()), "fails: probe: it has no elements");
  assertEquals(judge(claim, {}, { probe: probed([1]) }), "fails: probe: it is float64, not bool");
  assertEquals(
    judge(claim, {}, { probe: { kind: "error", value: "ReferenceError: Y2 is not defined" } }),
    "fails: probe: ReferenceError: Y2 is not defined",
  );
});

Deno.test("checkClaim() compares bits for the seed they were made for", () => {
  const sha256 = "a0bf4d1e19a3c0b0e5b1a3dd1fe2f5dd0a4b8ccd3dd9d2ba2a5e1b1b8a9a5e3d";
  const claim = { claim: "bits", probe: P, seed: 42, sha256 };
  const found = judge(claim, {}, { probe: probed([1]) });
  assertStringIncludes(found, "fails: 1 float64 values have sha256 ");
  const right = { ...claim, sha256: found.match(/sha256 ([0-9a-f]{64})/)![1] };
  assertEquals(judge(right, {}, { probe: probed([1]) }), "holds: 1 float64 values, bit for bit");
  assertEquals(
    judge(claim, {}, { seed: 7 }),
    "not applicable: made for seed 42, this run has 7",
  );
});

Deno.test("checkClaim() wants volatile parts to be there and to match their pattern", () => {
  const claim = { claim: "volatile", part: ".id", why: "a counter" };
  assertEquals(judge(claim, { result: TENSOR }), "volatile: a counter");
  assertEquals(judge(claim, { result: VARIABLE }), "fails: variable has no .id");
  const version = { claim: "volatile", part: "stdout", why: "ours", pattern: /^\d+\.\d+$/ };
  assertEquals(judge(version, { stdout: "2.1" }), "volatile: ours");
  assertStringIncludes(judge(version, { stdout: "two" }), 'received "two"');
  assertEquals(judge(version, {}), "fails: there is no stdout");
});

Deno.test("checkClaim() leaves claims for another profile out", () => {
  assertEquals(
    judge({ claim: "text", profile: "2.1", is: "x" }, { result: "y" }),
    "not applicable: made for profile 2.1, this run has 2.0",
  );
});

Deno.test("checkClaim() wants silent cells to print nothing", () => {
  assertEquals(judge({ claim: "silent" }, {}), "holds: nothing was printed");
  assertEquals(
    judge({ claim: "silent" }, { stdout: "", result: "" }),
    "fails: expected no output, received stdout, result",
  );
});

Deno.test("unclaimedParts() finds everything that no claim is about", () => {
  const unclaimed = (printed: Record<string, string>, ...fields: Record<string, unknown>[]) =>
    unclaimedParts(new Map(Object.entries(printed)), claims(...fields));
  const structure = { claim: "structure" };
  const volatile = { claim: "volatile", part: ".id", why: "a counter" };
  assertEquals(unclaimed({ result: TENSOR }, structure), ["result.id", "result.values"]);
  assertEquals(unclaimed({ result: TENSOR }, structure, volatile), ["result.values"]);
  assertEquals(unclaimed({ result: TENSOR }, structure, volatile, { claim: "constant" }), []);
  assertEquals(unclaimed({ result: TENSOR }, { claim: "text" }), []);
  assertEquals(unclaimed({ result: TENSOR }, { claim: "text", how: "layout" }).length, 4);
  assertEquals(unclaimed({ result: VARIABLE }, { claim: "constant" }), [
    "result.name",
    "result.shape",
    "result.dtype",
  ]);
  assertEquals(
    unclaimed({ result: "[1, [2, 3]]" }, structure, { claim: "constant", part: "[1]" }),
    ["result[0].value"],
  );
  assertEquals(
    unclaimed({ result: "{'a': 1, 'ab': 2}" }, structure, { claim: "constant", part: '["a"]' }),
    ['result["ab"].value'],
  );
  const relation = { claim: "relation", says: "equal", probe: P };
  assertEquals(unclaimed({ result: "5" }, structure, relation), ["result.value"]);
  assertEquals(unclaimed({ result: "5" }, structure, { ...relation, part: "" }), []);
  const bits = { claim: "bits", probe: P, seed: 1, sha256: "0".repeat(64) };
  assertEquals(unclaimed({ result: "5" }, structure, bits), ["result.value"]);
  assertEquals(unclaimed({ stdout: "2.0.0\nan odd line" }, { claim: "silent" }), [
    "stdout.line[0]",
    "stdout.line[1]",
  ]);
  assertEquals(
    unclaimed({ stdout: "2.0.0\nan odd line" }, { claim: "text", part: "stdout.line[1]" }),
    ["stdout.line[0]"],
  );
  assertEquals(unclaimed({ "display[1]": "text/svg: <svg>" }, structure), ["display[1]"]);
});

Deno.test("checkClaim() gives up on a pattern that takes too long, and at the deadline at once", () => {
  const claim = { claim: "volatile", part: "stdout", why: "ours", pattern: /^(a+)+$/ };
  const stdout = `${"a".repeat(60)}!`;
  const slow = "fails: /^(a+)+$/ takes too long to try; write one without nested repetitions";
  assertEquals(judge(claim, { stdout }, { deadline: performance.now() + 100 }), slow);
  assertEquals(judge(claim, { stdout: "aa" }, { deadline: performance.now() - 1 }), slow);
  assertEquals(judge(claim, { stdout: "aa" }), "volatile: ours");
});
