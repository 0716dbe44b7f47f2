/** How HTTP is answered. */
@NullMarked
package dev.parley.core.http;

import org.jspecify.annotations.NullMarked;
