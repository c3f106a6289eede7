// deno-lint-ignore-file no-console -- replaces the console
/**
 * Loaded before the tests: whatever prints to the console without a test having taken it over
 * fails that test, so that nothing of tfjs's or ONNX Runtime's own reaches a user's screen.
 *
 * @module
 */
for (const method of ["log", "info", "warn", "error", "debug"] as const) {
  console[method] = (...args: unknown[]) => {
    throw new Error(`stray console.${method}: ${args.map(String).join(" ")}`);
  };
}
