/** Data forms (XEP-0004). */
@NullMarked
package dev.parley.protocol.form;

import org.jspecify.annotations.NullMarked;
