/**
 * The namespaces of `tf` as modules: what they hold, and the types that programs see.
 *
 * @module
 */
export * as audio from "./audio.ts";
export * as bitwise from "./bitwise.ts";
export * as charts from "./charts.ts";
export * as config from "./config.ts";
export * as data from "./data.ts";
export * as debugging from "./debugging.ts";
export * as dtypes from "./dtypes.ts";
export * as image from "./image.ts";
export * as io from "./io.ts";
export * as keras from "./keras.ts";
export * as linalg from "./linalg.ts";
export * as lookup from "./lookup.ts";
export * as losses from "../losses/mod.ts";
export * as math from "./math.ts";
export * as metrics from "../metrics/mod.ts";
export * as nest from "./nest.ts";
export * as nn from "./nn.ts";
export * as np from "./np.ts";
export * as optimizers from "../optimizers/mod.ts";
export * as py from "../display/python.ts";
export * as random from "../random/mod.ts";
export * as signal from "./signal.ts";
export * as strings from "./strings.ts";
export * as test from "./test.ts";
export * as train from "./train.ts";
