/**
 * Element types by TensorFlow's names, for who writes `tf.float32` as in Python: each is the text that
 * options take.
 *
 * @module
 */

/** Floats of 16 bits with the exponent of float32. */
export const bfloat16 = "bfloat16";
/** Truth values. */
export const bool = "bool";
/** Complex numbers of two floats of 32 bits. */
export const complex64 = "complex64";
/** Floats of 64 bits, as `tf.float64`. */
export const double = "float64";
/** Floats of 16 bits. */
export const float16 = "float16";
/** Floats of 32 bits. */
export const float32 = "float32";
/** Floats of 64 bits. */
export const float64 = "float64";
/** Floats of 16 bits, as `tf.float16`. */
export const half = "float16";
/** Whole numbers of 16 bits. */
export const int16 = "int16";
/** Whole numbers of 32 bits. */
export const int32 = "int32";
/** Whole numbers of 64 bits. */
export const int64 = "int64";
/** Whole numbers of 8 bits. */
export const int8 = "int8";
/** Texts. */
export const string = "string";
/** Whole numbers of 16 bits without sign. */
export const uint16 = "uint16";
/** Whole numbers of 32 bits without sign. */
export const uint32 = "uint32";
/** Whole numbers of 64 bits without sign. */
export const uint64 = "uint64";
/** Whole numbers of 8 bits without sign. */
export const uint8 = "uint8";
