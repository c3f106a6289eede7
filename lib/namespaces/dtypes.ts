/**
 * The namespace `tf.dtypes`: element types, and conversions between them.
 *
 * @module
 */
export {
  bfloat16,
  bool,
  complex64,
  double,
  float16,
  float32,
  float64,
  half,
  int16,
  int32,
  int64,
  int8,
  string,
  uint16,
  uint32,
  uint64,
  uint8,
} from "../arrays/dtype_names.ts";
export { asDtype } from "../ops/as_dtype.ts";
export { cast } from "../ops/math/cast.ts";
export { complex } from "../ops/math/complex_parts.ts";
export { saturateCast } from "../ops/math/saturate_cast.ts";
