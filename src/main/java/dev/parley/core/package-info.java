/** What every feature may rely on. */
@NullMarked
package dev.parley.core;

import org.jspecify.annotations.NullMarked;
