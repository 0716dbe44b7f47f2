/** Searches for input that the parser takes differently from the parser of the JDK. */
@NullMarked
package dev.parley.fuzz;

import org.jspecify.annotations.NullMarked;
