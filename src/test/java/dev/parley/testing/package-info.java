/** A strict XMPP client of our own, and the servers that tests play against. */
@NullMarked
package dev.parley.testing;

import org.jspecify.annotations.NullMarked;
