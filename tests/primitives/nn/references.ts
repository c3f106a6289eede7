/**
 * Truth for primitives of neural networks and images where TensorFlow has no kernel.
 *
 * @module
 */
import type { Reference } from "../references.ts";
import { convolutionReferences } from "./convolution_reference.ts";
import { poolReferences } from "./pool_reference.ts";
import { CTC_REFERENCES } from "./ctc_reference.ts";
import { IMAGE_REFERENCES } from "./image_reference.ts";
import { NORMALIZATION_REFERENCES } from "./normalization_reference.ts";
import { LOSS_REFERENCES } from "./loss_reference.ts";
import { RECURRENT_REFERENCES } from "./recurrent_reference.ts";

/** References by the names of primitives. */
export const NN_REFERENCES: Readonly<Record<string, Reference>> = {
  ...convolutionReferences("nn.conv2d"),
  ...convolutionReferences("nn.conv3d"),
  ...convolutionReferences("nn.depthwiseConv2d", true),
  ...poolReferences(2),
  ...poolReferences(3),
  ...LOSS_REFERENCES,
  ...CTC_REFERENCES,
  ...IMAGE_REFERENCES,
  ...NORMALIZATION_REFERENCES,
  ...RECURRENT_REFERENCES,
};
