/**
 * Computes one value and prints it: the shortest program that uses the library.
 *
 * @module
 */
import * as tf from "kerasaur";

const value = Number(tf.add(1, 2));
Deno.stdout.writeSync(new TextEncoder().encode(`${value}\n`));
