/** Pages of long results (XEP-0059). */
@NullMarked
package dev.parley.protocol.rsm;

import org.jspecify.annotations.NullMarked;
