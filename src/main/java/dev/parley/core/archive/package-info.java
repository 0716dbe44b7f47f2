/** Reading archives of messages, those of accounts and of rooms (XEP-0313, XEP-0431, XEP-0424). */
@NullMarked
package dev.parley.core.archive;

import org.jspecify.annotations.NullMarked;
