/**
 * All mapped kernels.
 *
 * @module
 */
import { binaries } from "./binary.ts";
import { convolutions } from "./convolution.ts";
import { creations } from "./creation.ts";
import { gatherings } from "./gathering.ts";
import type { Mappings } from "./mapping.ts";
import { products } from "./matmul.ts";
import { movements } from "./movement.ts";
import { normalizations } from "./normalization.ts";
import { poolings } from "./pooling.ts";
import { reductions } from "./reduction.ts";
import { resizings } from "./resizing.ts";
import { unaries } from "./unary.ts";

/** Mappings by the names of tfjs's kernels; a kernel that is not here takes the fall-back. */
export const mappings: Mappings = {
  ...binaries,
  ...convolutions,
  ...creations,
  ...gatherings,
  ...movements,
  ...normalizations,
  ...poolings,
  ...products,
  ...reductions,
  ...resizings,
  ...unaries,
};
