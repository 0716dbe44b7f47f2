/** Tests of stanzas and their errors. */
@NullMarked
package dev.parley.protocol.stanza;

import org.jspecify.annotations.NullMarked;
