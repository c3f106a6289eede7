/**
 * Functions that make initializers, as Keras has `glorot_uniform` beside `GlorotUniform`.
 *
 * @module
 */
import { makerOf } from "../configuration/identifier.ts";
import { Constant, Identity, Ones, Zeros } from "./constant.ts";
import { RandomNormal, RandomUniform, TruncatedNormal } from "./distributions.ts";
import {
  GlorotNormal,
  GlorotUniform,
  HeNormal,
  HeUniform,
  LecunNormal,
  LecunUniform,
} from "./families.ts";
import { Orthogonal } from "./orthogonal.ts";
import { STFT } from "./stft.ts";
import { VarianceScaling } from "./variance_scaling.ts";

/** A function that takes what a constructor takes. */
type Maker<Class extends abstract new (...args: never[]) => unknown> = (
  ...args: ConstructorParameters<Class>
) => InstanceType<Class>;

/** Makes a {@linkcode Constant}. */
export const constant: Maker<typeof Constant> = makerOf("constant", Constant);

/** Makes a {@linkcode Identity}. */
export const identity: Maker<typeof Identity> = makerOf("identity", Identity);

/** Makes a {@linkcode Ones}. */
export const ones: Maker<typeof Ones> = makerOf("ones", Ones);

/** Makes a {@linkcode Zeros}. */
export const zeros: Maker<typeof Zeros> = makerOf("zeros", Zeros);

/** Makes a {@linkcode RandomNormal}. */
export const randomNormal: Maker<typeof RandomNormal> = makerOf("randomNormal", RandomNormal);

/** Makes a {@linkcode RandomUniform}. */
export const randomUniform: Maker<typeof RandomUniform> = makerOf("randomUniform", RandomUniform);

/** Makes a {@linkcode TruncatedNormal}. */
export const truncatedNormal: Maker<typeof TruncatedNormal> = makerOf(
  "truncatedNormal",
  TruncatedNormal,
);

/** Makes a {@linkcode GlorotNormal}. */
export const glorotNormal: Maker<typeof GlorotNormal> = makerOf("glorotNormal", GlorotNormal);

/** Makes a {@linkcode GlorotUniform}. */
export const glorotUniform: Maker<typeof GlorotUniform> = makerOf("glorotUniform", GlorotUniform);

/** Makes a {@linkcode HeNormal}. */
export const heNormal: Maker<typeof HeNormal> = makerOf("heNormal", HeNormal);

/** Makes a {@linkcode HeUniform}. */
export const heUniform: Maker<typeof HeUniform> = makerOf("heUniform", HeUniform);

/** Makes a {@linkcode LecunNormal}. */
export const lecunNormal: Maker<typeof LecunNormal> = makerOf("lecunNormal", LecunNormal);

/** Makes a {@linkcode LecunUniform}. */
export const lecunUniform: Maker<typeof LecunUniform> = makerOf("lecunUniform", LecunUniform);

/** Makes a {@linkcode Orthogonal}. */
export const orthogonal: Maker<typeof Orthogonal> = makerOf("orthogonal", Orthogonal);

/** Makes a {@linkcode STFT}. */
export const stft: Maker<typeof STFT> = makerOf("stft", STFT);

/** Makes a {@linkcode VarianceScaling}. */
export const varianceScaling: Maker<typeof VarianceScaling> = makerOf(
  "varianceScaling",
  VarianceScaling,
);
