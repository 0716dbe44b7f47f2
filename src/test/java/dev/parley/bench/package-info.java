/** Load generator and benchmark: real client streams on loopback, each delivery checked. */
@NullMarked
package dev.parley.bench;

import org.jspecify.annotations.NullMarked;
