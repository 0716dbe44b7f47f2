/** Presence: who is there, and who is told of it (RFC 6121 §4). */
@NullMarked
package dev.parley.modules.presence;

import org.jspecify.annotations.NullMarked;
