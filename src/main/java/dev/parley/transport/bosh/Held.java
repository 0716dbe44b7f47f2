package dev.parley.transport.bosh;

import dev.parley.core.bus.ToBosh.Answer;
import java.util.function.Consumer;

/**
 * A request that is not answered yet.
 *
 * @param reply takes the answer, once
 * @param until moment of {@link System#nanoTime} at which it is answered at the latest
 */
record Held(long rid, Body body, Consumer<Answer> reply, long until) {}
