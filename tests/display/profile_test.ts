import { assertEquals, assertThrows } from "@std/assert";
import {
  getTextProfile,
  setTextProfile,
  tensorflowVersion,
  type TextProfile,
} from "../../lib/display/profile.ts";

Deno.test("setTextProfile() changes what is given and leaves the rest", () => {
  assertEquals(getTextProfile(), { tensorflow: "2.0", numpy: "1", platform: "linux" });
  assertEquals(tensorflowVersion, "2.0.0");
  setTextProfile({ tensorflow: "2.1" });
  assertEquals(getTextProfile(), { tensorflow: "2.1", numpy: "1", platform: "linux" });
  assertEquals(tensorflowVersion, "2.1.0");
  setTextProfile({ tensorflow: "2.0" });
});

Deno.test("setTextProfile() throws when a part or its value is unknown", () => {
  const set = (profile: unknown) => () => setTextProfile(profile as Partial<TextProfile>);
  assertThrows(
    set({ tensorflow: "1.15" }),
    RangeError,
    'setTextProfile: expected tensorflow to be one of "2.0", "2.1", received tensorflow="1.15"',
  );
  assertThrows(set({ tensorflow: 2 }), TypeError, "received tensorflow=2");
  assertThrows(set({ tensorFlow: "2.0" }), RangeError, 'did you mean "tensorflow"?');
});
