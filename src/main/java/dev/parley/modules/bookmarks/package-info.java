/** Bookmarks of rooms for clients old and new, and what they say of notifications (XEP-0402). */
@NullMarked
package dev.parley.modules.bookmarks;

import org.jspecify.annotations.NullMarked;
