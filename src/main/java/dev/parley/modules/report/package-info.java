/** Reports of spam and abuse, for the operator (XEP-0377). */
@NullMarked
package dev.parley.modules.report;

import org.jspecify.annotations.NullMarked;
