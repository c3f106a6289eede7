/**
 * Progress of a training.
 *
 * @module
 */
import { Callback } from "./callback.ts";

/** Says how far the training is. */
export class ProgbarLogger extends Callback {}
