/** How events are written: one line each, for people or as JSON. */
@NullMarked
package dev.parley.core.log;

import org.jspecify.annotations.NullMarked;
