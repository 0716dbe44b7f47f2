/** Service discovery (XEP-0030). */
@NullMarked
package dev.parley.modules.disco;

import org.jspecify.annotations.NullMarked;
