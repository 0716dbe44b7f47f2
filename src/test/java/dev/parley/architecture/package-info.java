/** Checks that the source keeps the shape that was agreed for it. */
@NullMarked
package dev.parley.architecture;

import org.jspecify.annotations.NullMarked;
