/** Rooms for many (XEP-0045): each lives in the home of its address, as long as it is needed. */
@NullMarked
package dev.parley.modules.muc;

import org.jspecify.annotations.NullMarked;
