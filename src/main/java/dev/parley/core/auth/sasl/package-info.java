/**
 * SASL as a server speaks it (RFC 6120 §6): what is offered, and the exchanges as state machines.
 */
@NullMarked
package dev.parley.core.auth.sasl;

import org.jspecify.annotations.NullMarked;
