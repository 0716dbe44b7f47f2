package dev.parley.modules.message;

import dev.parley.core.bus.Ticket;

/**
 * Goes with a message to a session that hibernates, if nobody waits to hear of it: should it come
 * back, it is as old as it is.
 *
 * @param received when the server got it, in milliseconds since 1970
 */
record Asleep(long received) implements Ticket {}
