package dev.parley.transport.s2s;

import dev.parley.core.bus.Origin;
import dev.parley.core.bus.Ticket;

/** Goes with a message whose sender waits to hear that another server has it. */
record Passage(Origin origin) implements Ticket {}
