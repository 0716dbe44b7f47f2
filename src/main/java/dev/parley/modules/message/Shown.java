package dev.parley.modules.message;

import dev.parley.core.bus.Ticket;

/** Goes with copies that are not to be kept for those who did not get them. */
enum Shown implements Ticket {
  COPY
}
