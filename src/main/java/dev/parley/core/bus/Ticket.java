package dev.parley.core.bus;

/**
 * Goes with a delivery to the edge and comes back when the client has it. Only the home that issued
 * it looks inside.
 */
public interface Ticket {}
