/** How other servers are found and recognised; {@code transport.s2s} speaks with them. */
@NullMarked
package dev.parley.core.federation;

import org.jspecify.annotations.NullMarked;
