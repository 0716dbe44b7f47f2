/** What accounts keep of their messages, and how clients read it (XEP-0313). */
@NullMarked
package dev.parley.modules.archive;

import org.jspecify.annotations.NullMarked;
