/** What components answer in the name of the server and of accounts (XEP-0355). */
@NullMarked
package dev.parley.modules.delegation;

import org.jspecify.annotations.NullMarked;
