/**
 * The members of tfjs's engine that the gradient tape and the variables need and that its types
 * keep private. They are part of tfjs 4.22.0, which is pinned; a test holds their presence.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";

/** One recorded operation of tfjs's tape. */
export interface TapeNode {
  readonly kernelName: string;
  readonly inputs: Readonly<Record<string, tfjs.Tensor>>;
  readonly outputs: readonly tfjs.Tensor[];
  readonly saved?: readonly tfjs.Tensor[];
  readonly gradient?: (dys: (tfjs.Tensor | null)[]) => Record<string, () => tfjs.Tensor>;
}

/** What Kerasaur uses of tfjs's engine. */
export interface EngineInternals {
  readonly state: {
    activeTape: TapeNode[] | null;
    gradientDepth: number;
    /** Where the data of each tensor that is not disposed lies. */
    readonly tensorInfo: WeakMap<object, { readonly backend: tfjs.KernelBackend }>;
  };
  startTape(): void;
  endTape(): void;
  nextTensorId(): number;
  incRef(tensor: tfjs.Tensor, backend: null): void;
  tidy<T extends tfjs.TensorContainer>(run: () => T): T;
}

/** tfjs's engine with its private members. */
export function engineInternals(): EngineInternals {
  return tfjs.engine() as unknown as EngineInternals;
}
