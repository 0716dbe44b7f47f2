/** Tests of streams with other servers. */
@NullMarked
package dev.parley.transport.s2s;

import org.jspecify.annotations.NullMarked;
