/** Publish-subscribe (XEP-0060), as a service and for each account (XEP-0163). */
@NullMarked
package dev.parley.modules.pubsub;

import org.jspecify.annotations.NullMarked;
