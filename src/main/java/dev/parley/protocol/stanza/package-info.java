/** The three stanzas and their errors (RFC 6120 §8). */
@NullMarked
package dev.parley.protocol.stanza;

import org.jspecify.annotations.NullMarked;
