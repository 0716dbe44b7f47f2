/** One avatar for each account, wherever clients look for it (XEP-0084, XEP-0153, XEP-0398). */
@NullMarked
package dev.parley.modules.avatar;

import org.jspecify.annotations.NullMarked;
