/** All that a feature sees of the server: what it may plug into, and the context that undoes it. */
@NullMarked
package dev.parley.core.module;

import org.jspecify.annotations.NullMarked;
