/**
 * A test of the project in Deno.
 *
 * @module
 */
import assert from "node:assert";
import { answerByLoops, answerOf, difference, makeModel } from "./model.ts";

Deno.test("the model says what loops say", () => {
  const model = makeModel();
  const input = [0.5, 0, -1, 2];
  assert(difference(answerOf(model, input), answerByLoops(model, input)) < 1e-5);
});
