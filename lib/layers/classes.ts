/**
 * All classes of layers, by the names that configurations have for them. Written by
 * scripts/layer_index.ts.
 *
 * @module
 */
import type { Registrable } from "../configuration/registry.ts";
import { Layer } from "./base/layer.ts";
import { Dense } from "./core/dense.ts";
import { InputLayer } from "./core/input_layer.ts";
import { TFOpLambda } from "./core/op_lambda.ts";
import { Wrapper } from "./core/wrapper.ts";
import { Add } from "./merging/add.ts";
import { Average } from "./merging/average.ts";
import { Concatenate } from "./merging/concatenate.ts";
import { Dot } from "./merging/dot.ts";
import { Maximum } from "./merging/maximum.ts";
import { Minimum } from "./merging/minimum.ts";
import { Multiply } from "./merging/multiply.ts";
import { Subtract } from "./merging/subtract.ts";
import { Flatten } from "./reshaping/flatten.ts";

/** Classes by name. */
export const CLASSES: Readonly<Record<string, Registrable>> = {
  Layer,
  Add,
  Average,
  Concatenate,
  Dense,
  Dot,
  Flatten,
  InputLayer,
  Maximum,
  Minimum,
  Multiply,
  Subtract,
  TFOpLambda,
  Wrapper,
};
