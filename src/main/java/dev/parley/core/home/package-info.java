/**
 * Homes: the one place where the live state of a bare JID is kept, single-threaded and in order.
 */
@NullMarked
package dev.parley.core.home;

import org.jspecify.annotations.NullMarked;
