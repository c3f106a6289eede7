/**
 * Looks for code in configurations: Python's Lambda layers have their function as marshalled
 * bytecode, which nothing here could run, and nothing should.
 *
 * @module
 */

/**
 * Throws for a configuration that holds code.
 *
 * @throws {TypeError} which says where it lies.
 */
export function refuseCode(where: string, config: unknown, path = "config"): void {
  if (typeof config !== "object" || config === null) return;
  if ((config as { class_name?: unknown }).class_name === "__lambda__") {
    throw new TypeError(
      `${where}: expected functions by name, received Python's bytecode at ${path}, which is never run; in Python, give the Lambda layer a function that is registered with keras.saving.register_keras_serializable, and register one of that name here`,
    );
  }
  for (const [key, value] of Object.entries(config)) refuseCode(where, value, `${path}.${key}`);
}
