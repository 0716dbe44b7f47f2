/** Where to look when the server is away (XEP-0455). */
@NullMarked
package dev.parley.modules.outage;

import org.jspecify.annotations.NullMarked;
