/**
 * All functions of lib/ops/array by their names.
 *
 * @module
 */
import * as broadcast from "../../../lib/ops/array/broadcast.ts";
import { booleanMask } from "../../../lib/ops/array/boolean_mask.ts";
import * as concat from "../../../lib/ops/array/concat.ts";
import * as constant from "../../../lib/ops/array/constant.ts";
import * as dynamic from "../../../lib/ops/array/dynamic.ts";
import * as expandDims from "../../../lib/ops/array/expand_dims.ts";
import { eye } from "../../../lib/ops/array/eye.ts";
import * as filled from "../../../lib/ops/array/filled.ts";
import { gather, gatherNd } from "../../../lib/ops/array/gather.ts";
import * as identity from "../../../lib/ops/array/identity.ts";
import { linspace } from "../../../lib/ops/array/linspace.ts";
import * as oneHot from "../../../lib/ops/array/one_hot.ts";
import { pad } from "../../../lib/ops/array/pad.ts";
import { range } from "../../../lib/ops/array/range.ts";
import { reshape } from "../../../lib/ops/array/reshape.ts";
import * as reverse from "../../../lib/ops/array/reverse.ts";
import * as scatter from "../../../lib/ops/array/scatter.ts";
import * as shape from "../../../lib/ops/array/shape.ts";
import * as slice from "../../../lib/ops/array/slice.ts";
import * as sort from "../../../lib/ops/array/sort.ts";
import * as space from "../../../lib/ops/array/space.ts";
import * as split from "../../../lib/ops/array/split.ts";
import * as tile from "../../../lib/ops/array/tile.ts";
import { transpose } from "../../../lib/ops/array/transpose.ts";
import * as unique from "../../../lib/ops/array/unique.ts";
import { where } from "../../../lib/ops/math/where.ts";

/** The functions by their names. */
export const functions = {
  booleanMask,
  ...broadcast,
  ...concat,
  ...constant,
  ...dynamic,
  ...expandDims,
  eye,
  ...filled,
  gather,
  gatherNd,
  ...identity,
  linspace,
  ...oneHot,
  pad,
  range,
  reshape,
  ...reverse,
  ...scatter,
  ...shape,
  ...slice,
  ...sort,
  ...space,
  ...split,
  ...tile,
  transpose,
  ...unique,
  where,
};
