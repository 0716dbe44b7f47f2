/** Files that users upload over HTTP to share them (XEP-0363). */
@NullMarked
package dev.parley.modules.upload;

import org.jspecify.annotations.NullMarked;
