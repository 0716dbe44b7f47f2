/** Cards of users (XEP-0054). */
@NullMarked
package dev.parley.modules.vcard;

import org.jspecify.annotations.NullMarked;
