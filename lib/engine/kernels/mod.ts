/**
 * All mapped kernels.
 *
 * @module
 */
import { elementwise } from "./elementwise.ts";
import type { Mappings } from "./mapping.ts";
import { matmul } from "./matmul.ts";
import { reductions } from "./reduction.ts";
import { shapes } from "./shape.ts";

/** Mappings by the names of tfjs's kernels; a kernel that is not here takes the fall-back. */
export const mappings: Mappings = { ...elementwise, ...matmul, ...reductions, ...shapes };
