/** What people on other servers may do with whom they do not know. */
@NullMarked
package dev.parley.modules.strangers;

import org.jspecify.annotations.NullMarked;
