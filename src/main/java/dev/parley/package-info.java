/** Where the program begins. */
@NullMarked
package dev.parley;

import org.jspecify.annotations.NullMarked;
