/** Announcements of messages to devices that are asleep (XEP-0357). */
@NullMarked
package dev.parley.modules.push;

import org.jspecify.annotations.NullMarked;
