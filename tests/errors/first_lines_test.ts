/**
 * Wrong lines that people write in their first ten minutes, coming from Python, from tfjs or from
 * JavaScript: the class and the text of each error, that it says what to write, and that it begins at
 * the user's line. `first_lines.json` has the lines.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import firstLines from "./first_lines.json" with { type: "json" };

/** A wrong line. */
interface FirstLine {
  /** The line, in JavaScript. */
  readonly line: string;
  /** Class of the error. */
  readonly error: string;
  /** Its text, up to the list of all names. */
  readonly message: string;
  /** The part that says what to write, or what is wanted; missing where there is none. */
  readonly cure?: string;
}

/** The lines, by what is wrong with them. */
const FIRST_LINES: Readonly<Record<string, readonly FirstLine[]>> = firstLines;

/** The least share of lines whose error names the cure. */
const NAMED = 0.95;

/** What a line has in scope. */
function scope(): Record<string, unknown> {
  tf.keras.backend.clearSession();
  const { layers } = tf.keras;
  const model = new tf.keras.Sequential([
    tf.keras.Input([4]),
    new layers.Dense(3, { activation: "softmax" }),
  ]);
  const loss = "sparseCategoricalCrossentropy";
  model.compile({ optimizer: "adam", loss, metrics: ["accuracy"] });
  const net = new tf.keras.Sequential([new layers.Dense(3)]);
  return { tf, layers, model, net, x: tf.ones([2, 4]), v: new tf.Variable([1, 2]) };
}

/** The error that a line ends with. */
async function errorOf(line: string): Promise<Error> {
  const given = scope();
  const isStatement = line.startsWith("const ");
  const body = isStatement ? line : `return ${line};`;
  const run = new Function(...Object.keys(given), body);
  let promise: unknown;
  try {
    promise = run(...Object.values(given));
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error(`no error: ${line}`);
}

function userFirst({ stack, message }: Error): void {
  const frame = stack!.split("\n").find((text) => /^\s+at /.test(text));
  assert(frame?.includes("first_lines_test.ts"), `${message}\n${frame}`);
}

async function check({ line, error, message, cure }: FirstLine): Promise<void> {
  const raised = await errorOf(line);
  assertEquals(raised.name, error);
  assertEquals(
    raised.message.replace(
      /(known names: |\? Known names: ).*$/i,
      (text) => text.startsWith("?") ? "?" : "known names: ",
    ),
    message,
  );
  if (cure !== undefined) assert(message.includes(cure), cure);
  userFirst(raised);
}

for (const [kind, lines] of Object.entries(FIRST_LINES)) {
  for (const it of lines) Deno.test(`${kind}: ${it.line}`, () => check(it));
}

Deno.test("errors of wrong first lines say what to write", () => {
  const all = Object.values(FIRST_LINES).flat();
  const named = all.filter(({ cure }) => cure !== undefined);
  assert(all.length >= 60 && named.length >= NAMED * all.length, `${named.length}/${all.length}`);
});
