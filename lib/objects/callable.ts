/**
 * Objects that are called like functions: in Keras `net(X)` calls a model and `init(shape)` an
 * initializer. JavaScript calls functions only, so the constructor returns a function whose
 * prototype is that of the class: methods, fields, `#private` names, `instanceof` and subclasses
 * work as in any class. A subclass gets its call signature by merging an interface of its name.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { answerMembers } from "./members.ts";

/** Base of classes whose instances can be called; a call runs {@linkcode Callable.invoke}. */
export abstract class Callable<Args extends unknown[], Result> {
  constructor() {
    const instance = ((...args: Args): Result => self.invoke(...args)) as unknown as this;
    const self = Object.setPrototypeOf(instance, new.target.prototype) as this;
    // A function's own `name` and `length` would hide the properties of the class.
    Reflect.deleteProperty(self, "name");
    Reflect.deleteProperty(self, "length");
    return self;
  }

  /** What a call of the instance does. */
  protected abstract invoke(...args: Args): Result;
}

answerMembers(Callable.prototype);
displayable(Callable.prototype, { repr: (it) => `<${it.constructor.name}>` });
