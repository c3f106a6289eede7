/**
 * Fields of comma-separated values, by the rules of TensorFlow's two readers: a quote stands at the
 * begin of a field or nowhere, and twice for itself inside.
 *
 * @module
 */

const [QUOTE, LF, CR] = [34, 10, 13];

/** How fields are told apart. */
export interface CsvFormat {
  /** The byte between fields. */
  readonly delimiter: number;
  /** Whether fields may stand in quotes. */
  readonly hasQuotes: boolean;
}

/** A field in quotes, and the place behind its last quote. */
function quotedAt(bytes: Uint8Array, begin: number): { field: Uint8Array; end: number } {
  const parts: number[] = [];
  for (let at = begin + 1; at < bytes.length; at++) {
    if (bytes[at] !== QUOTE) parts.push(bytes[at]!);
    else if (bytes[at + 1] === QUOTE) {
      parts.push(QUOTE);
      at++;
    } else return { field: Uint8Array.from(parts), end: at + 1 };
  }
  throw new SyntaxError(
    "expected a quote and then a delimiter or the end behind a field in quotes, received neither",
  );
}

/** The place behind a field without quotes. */
function plainEnd(bytes: Uint8Array, begin: number, { delimiter, hasQuotes }: CsvFormat): number {
  let at = begin;
  for (; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === delimiter || byte === LF || byte === CR) break;
    if (hasQuotes && byte === QUOTE) {
      throw new SyntaxError("expected no quote inside a field without quotes around it");
    }
  }
  return at;
}

const AFTER_QUOTE =
  "expected a delimiter or the end behind a quote that ends a field; a quote inside is written twice";

/**
 * The fields of one text, as `tf.io.decodeCsv` reads it: ends of lines are left out before fields, and
 * what follows after the first `most` fields is not looked at.
 */
export function fieldsOfText(bytes: Uint8Array, format: CsvFormat, most: number): Uint8Array[] {
  const fields: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] === LF || bytes[at] === CR) {
      at++;
      continue;
    }
    if (format.hasQuotes && bytes[at] === QUOTE) {
      const { field, end } = quotedAt(bytes, at);
      if (end < bytes.length && bytes[end] !== format.delimiter) throw new SyntaxError(AFTER_QUOTE);
      fields.push(field);
      at = end + 1;
    } else {
      const end = plainEnd(bytes, at, format);
      if (end < bytes.length && bytes[end] !== format.delimiter) {
        throw new SyntaxError("expected no end of a line inside a field without quotes around it");
      }
      fields.push(bytes.subarray(at, end));
      at = end + 1;
    }
    if (fields.length === most) return fields;
  }
  if (bytes.at(-1) === format.delimiter) fields.push(new Uint8Array());
  return fields;
}

/** The fields of the line at a place, which quotes may make several lines, and where the next begins. */
export function fieldsOfLine(
  bytes: Uint8Array,
  begin: number,
  format: CsvFormat,
): { readonly fields: Uint8Array[]; readonly end: number } {
  const fields: Uint8Array[] = [];
  let at = begin;
  for (;;) {
    if (format.hasQuotes && bytes[at] === QUOTE) {
      const { field, end } = quotedAt(bytes, at);
      fields.push(field);
      at = end;
    } else {
      const end = plainEnd(bytes, at, format);
      fields.push(bytes.subarray(at, end));
      at = end;
    }
    if (at >= bytes.length) return { fields, end: at };
    const byte = bytes[at++]!;
    if (byte === format.delimiter) continue;
    if (byte === LF) return { fields, end: at };
    if (byte === CR) return { fields, end: bytes[at] === LF ? at + 1 : at };
    throw new SyntaxError(AFTER_QUOTE);
  }
}
