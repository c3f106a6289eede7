/**
 * A test of the project in Node.
 *
 * @module
 */
import assert from "node:assert";
import { test } from "node:test";
import { answerByLoops, answerOf, difference, makeModel } from "./model.ts";

void test("the model says what loops say", () => {
  const model = makeModel();
  const input = [0.5, 0, -1, 2];
  assert(difference(answerOf(model, input), answerByLoops(model, input)) < 1e-5);
});
