/** Tests of this package. */
@NullMarked
package dev.parley.transport.bosh;

import org.jspecify.annotations.NullMarked;
