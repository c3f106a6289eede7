/**
 * Which TensorFlow the tensorflow device computes with.
 *
 * @module
 */
import { openTensorflow } from "./tensorflow_device.ts";

/**
 * The version of the TensorFlow behind the tensorflow device, such as `2.21.0`; loads the device.
 * (`tf.__version__` is the TensorFlow whose behaviour and text is reproduced.)
 *
 * @throws {Error} if the device is not set up, with the reason.
 */
export function tensorflowLibraryVersion(): string {
  return openTensorflow().binding.TF_Version;
}
