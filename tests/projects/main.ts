// deno-lint-ignore-file no-console -- a program prints
/**
 * Trains, and prints what came of it: one line.
 *
 * @module
 */
import { answerByLoops, answerOf, difference, makeModel, train } from "./model.ts";

const model = makeModel();
const losses = await train(model);
const input = [1, -2, 3, 0.5];
const isRight = difference(answerOf(model, input), answerByLoops(model, input)) < 1e-5;
const isLearning = (losses.at(-1) ?? NaN) < (losses[0] ?? NaN);
console.log(`main: ${losses.length} epochs, learning ${isLearning}, right ${isRight}`);
