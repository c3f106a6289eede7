import { assertEquals, assertMatch, assertNotEquals, assertThrows } from "@std/assert";
import { MessageCodec } from "../../lib/notebook/wire.ts";

const KEY = "a0436f6c-1916-498b-8eb9-e81ab9368e84";

/** Frames as they arrive. */
function bytes(frames: readonly string[]): Uint8Array[] {
  return frames.map((frame) => new TextEncoder().encode(frame));
}

Deno.test("MessageCodec reads what it writes", () => {
  const codec = new MessageCodec(KEY);
  const { id, frames } = codec.encode("execute_request", { code: "1 + 1 // ä" });
  const { header, parent, content } = codec.decode(bytes(["routing id", ...frames]));
  assertEquals([header.msg_id, header.msg_type, parent], [id, "execute_request", {}]);
  assertEquals(content, { code: "1 + 1 // ä" });
  assertMatch(frames[1]!, /^[0-9a-f]{64}$/);
  assertNotEquals(codec.encode("execute_request", {}).id, id);
});

Deno.test("MessageCodec signs the four parts with HMAC-SHA256", () => {
  // hmac.new(b"key", b'{"msg_id":"1"}{}{}{"a":1}', "sha256").hexdigest()
  const signature = "b5c3f3f2ae4bdd60a1ea8475a37961c8cc8853392dcee28a7c72f2463bd7f890";
  const parts = ['{"msg_id":"1"}', "{}", "{}", '{"a":1}'];
  const message = new MessageCodec("key").decode(bytes(["<IDS|MSG>", signature, ...parts]));
  assertEquals(message.content, { a: 1 });
});

Deno.test("MessageCodec refuses what is not signed with its key", () => {
  const codec = new MessageCodec(KEY);
  const { frames } = new MessageCodec("another").encode("status", {});
  assertThrows(
    () => codec.decode(bytes(frames)),
    SyntaxError,
    "signature made with this session's",
  );
  const short = ["<IDS|MSG>", "", ...frames.slice(2)];
  assertThrows(() => codec.decode(bytes(short)), SyntaxError, "signature made with this session's");
});

Deno.test("MessageCodec refuses what is no message", () => {
  const codec = new MessageCodec(KEY);
  assertThrows(
    () => codec.decode(bytes(["hello"])),
    SyntaxError,
    "expected a delimiter, a signature and 4 parts, received 1 frames",
  );
  assertThrows(
    () => codec.decode(bytes(["<IDS|MSG>", "", "{}"])),
    SyntaxError,
    "received 3 frames",
  );
});
