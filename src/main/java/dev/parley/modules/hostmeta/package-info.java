/** Tells web clients where streams are reached (RFC 6415, XEP-0156, XEP-0487). */
@NullMarked
package dev.parley.modules.hostmeta;

import org.jspecify.annotations.NullMarked;
