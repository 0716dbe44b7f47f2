/** What every store keeps to, on every database. */
@NullMarked
package dev.parley.core.storage;

import org.jspecify.annotations.NullMarked;
