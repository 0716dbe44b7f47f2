/** Publishes which servers a domain speaks with, as far as those agree (XEP-0485). */
@NullMarked
package dev.parley.modules.serverinfo;

import org.jspecify.annotations.NullMarked;
