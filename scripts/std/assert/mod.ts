/**
 * Stand-in for `jsr:@std/assert` where the JSR registry cannot be reached: the assertions this
 * project uses, with the same names and argument order, over `node:assert`.
 *
 * @module
 */
import node from "node:assert";

/** Thrown by every assertion that fails. */
export const AssertionError: typeof node.AssertionError = node.AssertionError;

// deno-lint-ignore no-explicit-any -- a class of any constructor signature, as in @std/assert
type ErrorClass<E extends Error> = abstract new (...args: any[]) => E;

/** Fails with `message`. */
export function fail(message?: string): never {
  throw new AssertionError({ message: message ?? "Failed assertion" });
}

/** Asserts that `value` is truthy. */
export function assert(value: unknown, message = ""): asserts value {
  if (!value) fail(message || `Expected a truthy value, received ${String(value)}`);
}

/** Asserts deep equality. */
export function assertEquals<T>(actual: T, expected: T, message?: string): void {
  node.deepStrictEqual(actual, expected, message as string);
}

/** Asserts that two values are not deeply equal. */
export function assertNotEquals<T>(actual: T, expected: T, message?: string): void {
  node.notDeepStrictEqual(actual, expected, message as string);
}

/** Asserts identity, as `Object.is` defines it. */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  message?: string,
): asserts actual is T {
  node.strictEqual(actual, expected, message as string);
}

/** Asserts that two values are not identical. */
export function assertNotStrictEquals<T>(actual: T, expected: T, message?: string): void {
  node.notStrictEqual(actual, expected, message as string);
}

/** Asserts that a value is neither null nor undefined. */
export function assertExists<T>(actual: T, message?: string): asserts actual is NonNullable<T> {
  if (actual === undefined || actual === null) {
    fail(message ?? `Expected a value, received ${actual}`);
  }
}

/** Asserts that `|actual - expected| <= tolerance` (default `1e-7`, relative to `expected`). */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance?: number,
  message?: string,
): void {
  if (Object.is(actual, expected)) return;
  const bound = tolerance ?? (isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7);
  if (!(Math.abs(actual - expected) <= bound)) {
    fail(message ?? `Expected ${actual} to be within ${bound} of ${expected}`);
  }
}

/** Asserts that `actual` is an instance of `expected`. */
export function assertInstanceOf<E extends Error>(
  actual: unknown,
  expected: ErrorClass<E>,
  message?: string,
): asserts actual is E {
  if (!(actual instanceof expected)) {
    fail(message ?? `Expected an instance of ${expected.name}, received ${actual}`);
  }
}

/** Asserts that `actual` contains `expected`. */
export function assertStringIncludes(actual: string, expected: string, message?: string): void {
  if (!actual.includes(expected)) {
    fail(message ?? `Expected actual: "${actual}" to contain: "${expected}"`);
  }
}

/** Asserts that `actual` matches `expected`. */
export function assertMatch(actual: string, expected: RegExp, message?: string): void {
  node.match(actual, expected, message as string);
}

/** Asserts that an error is an instance of a class and that its message contains a text. */
export function assertIsError<E extends Error>(
  error: unknown,
  errorClass?: ErrorClass<E>,
  includes?: string,
): asserts error is E {
  if (!(error instanceof Error)) fail(`Expected an Error, received ${String(error)}`);
  if (errorClass && !(error instanceof errorClass)) {
    fail(
      `Expected error to be instance of "${errorClass.name}", but was "${error.constructor.name}": ${error.message}`,
    );
  }
  if (includes !== undefined && !error.message.includes(includes)) {
    fail(`Expected error message to include "${includes}", but got "${error.message}"`);
  }
}

/** Asserts that `fn` throws, and what; returns the error. */
export function assertThrows<E extends Error>(
  fn: () => unknown,
  errorClass: ErrorClass<E>,
  includes?: string,
): E {
  try {
    fn();
  } catch (error) {
    assertIsError(error, errorClass, includes);
    return error;
  }
  fail("Expected function to throw");
}

/** Asserts that `fn` rejects, and with what; returns the error. */
export async function assertRejects<E extends Error>(
  fn: () => PromiseLike<unknown>,
  errorClass: ErrorClass<E>,
  includes?: string,
): Promise<E> {
  try {
    await fn();
  } catch (error) {
    assertIsError(error, errorClass, includes);
    return error;
  }
  fail("Expected function to reject");
}
