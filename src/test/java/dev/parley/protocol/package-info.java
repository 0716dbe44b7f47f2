/** Tests of values and pure functions. */
@NullMarked
package dev.parley.protocol;

import org.jspecify.annotations.NullMarked;
