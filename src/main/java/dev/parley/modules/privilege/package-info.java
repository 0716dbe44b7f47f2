/** What components may do in the name of accounts (XEP-0356). */
@NullMarked
package dev.parley.modules.privilege;

import org.jspecify.annotations.NullMarked;
