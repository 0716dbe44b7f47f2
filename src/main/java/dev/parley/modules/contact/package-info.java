/** Whom to write to about the service (XEP-0157). */
@NullMarked
package dev.parley.modules.contact;

import org.jspecify.annotations.NullMarked;
