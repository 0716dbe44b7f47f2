/** One message to several addresses (XEP-0033). */
@NullMarked
package dev.parley.modules.multicast;

import org.jspecify.annotations.NullMarked;
