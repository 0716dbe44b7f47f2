/**
 * The event bus: its addresses, the types of their bodies, and nothing of Vert.x's own messages.
 */
@NullMarked
package dev.parley.core.bus;

import org.jspecify.annotations.NullMarked;
